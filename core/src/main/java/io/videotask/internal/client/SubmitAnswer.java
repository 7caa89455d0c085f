package io.videotask.internal.client;

import io.videotask.error.Evidence;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.FailureFacts;
import io.videotask.internal.dialect.LostFieldNotes;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.TruncatedJson;
import io.videotask.task.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a submit, with what the rules about it need.
 *
 * @param adapter the adapter of the gateway's dialect
 * @param attempt the submit
 * @param answer the answer
 * @param errors builds the outcomes other than accepted
 */
record SubmitAnswer(
    Adapter adapter, SubmitAttempt attempt, HttpAnswer answer, SubmitErrors errors) {
  private static final int MAX_SNIPPET = 200;

  static SubmitAnswer of(Adapter adapter, SubmitAttempt attempt, HttpAnswer answer) {
    FailureFacts facts = adapter.failureFacts();
    Evidence evidence =
        new Evidence(
            null,
            answer.status(),
            facts.requestId(answer.body(), facts.requestId(answer)),
            adapter.retryAfter(answer, attempt.at()));
    return new SubmitAnswer(adapter, attempt, answer, new SubmitErrors(attempt, answer, evidence));
  }

  String body() {
    return answer.body();
  }

  /** Returns the outcome of an answer with a task's id. */
  SubmitOutcome accepted(String id) {
    TaskRef ref = ref(id);
    return ref == null
        ? errors.unknown("it gave the task an id that can't be queried: " + id, null)
        : new SubmitOutcome.Accepted(ref, LostFieldNotes.of(adapter, attempt.request()));
  }

  /** Returns the reference of an id, or the id itself where it forms no valid one. */
  String reference(String id) {
    TaskRef ref = ref(id);
    return ref == null ? id : ref.toString();
  }

  private @Nullable TaskRef ref(String id) {
    String referenceId = adapter.requests().referenceId(attempt.request(), id);
    return TaskRef.isId(id) && TaskRef.isId(referenceId)
        ? new TaskRef(attempt.gateway(), referenceId)
        : null;
  }

  /** Returns the ids in the body, in whichever field they are. */
  TaskIdSearch ids() {
    String body = answer.truncated() ? TruncatedJson.completed(body().strip()) : body();
    return new TaskIdSearch(body, attempt.request(), answer.requestId());
  }

  /** Returns the id in the {@code Location} header; null for none. */
  @Nullable String location() {
    return TaskLocationHeader.id(adapter, attempt.base(), answer);
  }

  /** Returns the most specific reason in the body; null for a web page or an empty body. */
  AnswerNode.@Nullable Reason reason() {
    AnswerNode.Reason reason = adapter.error(body());
    return reason == null || reason.isPage() ? null : reason;
  }

  /** Returns how the body begins, as the end of a sentence; empty for an empty body. */
  String snippet() {
    String text = body().strip();
    if (text.isEmpty()) {
      return "";
    }
    return ", and begins: "
        + text.substring(0, Math.min(text.length(), MAX_SNIPPET)).replaceAll("\\s+", " ");
  }
}
