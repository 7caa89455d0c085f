package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second query for a task that has ended, at gateways whose first answer says only that: its
 * result, which is the video or the failure. Both answers are joined into one, so that the same
 * rules apply.
 */
public final class ResultLookup {
  private static final int ACCEPTED = 202;

  /** With these the model refuses what it was given. */
  private static final Set<Integer> FAILURE_STATUSES = Set.of(400, 409, 413, 415, 422);

  /** These are about this request, whatever the body says. */
  private static final Set<Integer> OTHER_STATUSES = Set.of(401, 402, 403, 404, 407, 410, 429);

  private final Adapter adapter;
  private final AnswerReader reader;

  public ResultLookup(Adapter adapter) {
    this.adapter = adapter;
    this.reader = new AnswerReader(adapter);
  }

  /**
   * Reads the result.
   *
   * @param query the context of this second query
   * @param field the field of the task's answer that stands for the result
   * @param task the task's answer
   * @param result the answer with the result
   */
  public ParsedAnswer read(
      QueryContext query, String field, String task, HttpAnswer result, DecisionLog log) {
    int status = result.status();
    AnswerNode.Reason reason = adapter.error(result.body());
    boolean running = adapter.codes().of(reason) == CodeMeaning.RUNNING;
    if (status == ACCEPTED || running) {
      log.note("the task has ended, and its result is not there yet");
      return reader.pending(query, TaskState.IN_PROGRESS, task, log);
    }
    boolean mayBeFailure = status >= 400 && !OTHER_STATUSES.contains(status);
    boolean whole = !result.truncated() && result.unreadable() == null;
    String joined =
        whole && (result.isSuccess() || mayBeFailure) ? joined(task, field, result.body()) : null;
    if (joined == null) {
      return alone(query, result, log);
    }
    if (result.isSuccess()) {
      return reader.read(query, joined, false, null, log);
    }
    ParsedAnswer failed = reader.read(query.withStatus(200), joined, false, null, log.emptyCopy());
    VideoTask ended = failed instanceof ParsedAnswer.OfTask of ? of.task() : null;
    if (!(ended instanceof VideoTask.Ended end)
        || !(FAILURE_STATUSES.contains(status)
            || query.retryable() != null
            || isKnown(end.failure()))) {
      return alone(query, result, log);
    }
    log.note("the task's failure was sent with HTTP " + status + " in place of its result");
    return withFailure((ParsedAnswer.OfTask) failed, end, status);
  }

  private ParsedAnswer alone(QueryContext query, HttpAnswer result, DecisionLog log) {
    return reader.read(query, result.body(), result.truncated(), result.unreadable(), log);
  }

  private boolean isKnown(TaskFailure failure) {
    return adapter.codes().of(failure.code(), null) != null;
  }

  /** What the model refuses, it refuses again. */
  private static ParsedAnswer withFailure(
      ParsedAnswer.OfTask failed, VideoTask.Ended end, int status) {
    TaskFailure failure = end.failure();
    boolean refused = failure.retryable() == null && FAILURE_STATUSES.contains(status);
    VideoTask task =
        new VideoTask.Ended(
            end.seen(),
            new TaskFailure(
                failure.code(),
                failure.message(),
                refused ? Boolean.FALSE : failure.retryable(),
                failure.requestId()));
    return new ParsedAnswer.OfTask(
        task, failed.id(), failed.shape(), failed.hints(), failed.needsConfirmation());
  }

  /** Returns the task's answer with the result in it; null where either is no object. */
  private static @Nullable String joined(String task, String field, String result) {
    try {
      JsonObject.of(result);
      JsonObject joined = JsonObject.of(task);
      joined.put(field, result);
      return joined.toString();
    } catch (IOException | JsonDataException e) {
      return null; // It is read alone, which says what it is.
    }
  }
}
