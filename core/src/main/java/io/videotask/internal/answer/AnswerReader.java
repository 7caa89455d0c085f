package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonText;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps an answer to a query to its outcome. One table serves all dialects, and the first matching
 * row applies; {@code docs/statuses.md} documents it.
 */
public final class AnswerReader {
  private static final int ACCEPTED = 202;

  /** The HTTP statuses with which a gateway reports that the vendor refused the content. */
  private static final Set<Integer> REFUSAL_STATUSES =
      Set.of(400, 403, 406, 409, 410, 412, 418, 422, 423, 424, 451);

  private static final Set<Integer> TEXT_REFUSAL_STATUSES = Set.of(400, 409, 422, 451);

  private final Adapter adapter;

  public AnswerReader(Adapter adapter) {
    this.adapter = adapter;
  }

  /**
   * Reads an answer with any HTTP status.
   *
   * @param truncated whether the body was longer than the limit
   * @param unreadable why the body could not be decoded; null where it could
   */
  public ParsedAnswer read(
      QueryContext query,
      String body,
      boolean truncated,
      @Nullable String unreadable,
      DecisionLog log) {
    if (query.status() >= 200 && query.status() < 300) {
      return unreadable == null
          ? success(query, body, truncated, log)
          : malformed(query, new BodyClassifier.Unreadable("not readable: " + unreadable, false));
    }
    boolean whole = !truncated && unreadable == null;
    AnswerNode.Reason reason = adapter.error(body);
    ParsedAnswer finalTask = whole && query.isOfTask() ? finalTask(query, body, reason, log) : null;
    return finalTask == null
        ? new ParsedAnswer.OfError(
            new HttpErrorMapper(
                    adapter.codes(), reason, query.identifiedBy(adapter, body), body, whole)
                .failure(),
            "an error")
        : finalTask;
  }

  /**
   * Returns the final task state that an answer with an HTTP error status reports; null for none.
   */
  private @Nullable ParsedAnswer finalTask(
      QueryContext query, String text, AnswerNode.@Nullable Reason reason, DecisionLog log) {
    String json = JsonText.withoutLongWhitespace(text.strip());
    DecisionLog tentative = log.emptyCopy();
    AnswerEnvelope envelope = json.startsWith("{") ? envelope(json, query, tentative) : null;
    if (envelope == null) {
      return null;
    }
    String status = envelope.row().status();
    TaskState state = status == null ? null : adapter.stateOf(status);
    if (state != null && state.isTerminal() && isAbout(query, envelope)) {
      log.add(tentative);
      log.note("the task's final status was sent with HTTP " + query.status());
      ParsedAnswer parsed = read(query, envelope, text, false, log);
      return parsed instanceof ParsedAnswer.OfTask ? parsed : null;
    }
    FailureReasons.Refusal refusal =
        REFUSAL_STATUSES.contains(query.status())
            ? FailureReasons.refusal(adapter.codes(), reason)
            : null;
    if (refusal == null || reason == null || HttpErrorMapper.isGatewayFailure(reason)) {
      return null;
    }
    log.note("HTTP " + query.status() + " is a refusal of the content, which ends the task");
    // 403 may be about permissions as well, and a message may mention moderation for another
    // reason.
    boolean doubtful =
        refusal == FailureReasons.Refusal.BY_TEXT
            && !TEXT_REFUSAL_STATUSES.contains(query.status());
    return new ParsedAnswer.OfTask(
        normalizer(query, text, false, log).refused(envelope, reason),
        envelope.id(),
        "an error",
        TimingHintReader.of(envelope),
        doubtful);
  }

  /** A body that is explained without a query is about the task that it names. */
  private boolean isAbout(QueryContext query, AnswerEnvelope envelope) {
    return query.isExplained() ? envelope.id() != null : envelope.names(wireId(query));
  }

  private @Nullable String wireId(QueryContext query) {
    return query.task() == null ? null : adapter.wireId(query.task().id());
  }

  private ParsedAnswer success(
      QueryContext query, String text, boolean truncated, DecisionLog log) {
    DecisionLog tentative = log.emptyCopy();
    AnswerEnvelope envelope =
        truncated ? null : envelope(JsonText.withoutLongWhitespace(text), query, tentative);
    if (envelope == null || !envelope.hasStatus()) {
      BodyClassifier body = BodyClassifier.of(text, truncated, adapter.recognisedFields());
      if (body instanceof BodyClassifier.Unreadable unreadable) {
        log.why(() -> "the body is " + unreadable.problem());
        return isPending(query, unreadable, truncated)
            ? accepted(query, text, log)
            : malformed(query, unreadable);
      }
      if (envelope == null) {
        tentative = log.emptyCopy();
        envelope = envelope(((BodyClassifier.Task) body).json(), query, tentative);
      }
    }
    log.add(tentative);
    return envelope == null
        ? malformed(query, new BodyClassifier.Unreadable("no JSON", false))
        : read(query, envelope, text, truncated, log);
  }

  /**
   * HTTP 202 means that the task is under way, whatever the body says; but challenge pages use it
   * too.
   */
  private static boolean isPending(
      QueryContext query, BodyClassifier.Unreadable body, boolean truncated) {
    return query.status() == ACCEPTED && query.isOfTask() && !body.html() && !truncated;
  }

  private ParsedAnswer accepted(QueryContext query, String text, DecisionLog log) {
    log.note("the gateway answered with HTTP 202 and without a status: not done yet");
    TaskState own = adapter.stateOfHttp(ACCEPTED);
    return pending(query, own == null ? TaskState.UNKNOWN : own, text, log);
  }

  /** Returns a task that has not ended, whatever a body says. */
  ParsedAnswer pending(QueryContext query, TaskState state, String text, DecisionLog log) {
    return new ParsedAnswer.OfTask(
        normalizer(query, text, false, log).pending(state),
        null,
        "an answer without a task",
        new TimingHintReader(null, null),
        false);
  }

  /** Returns null where the body is no JSON, or JSON that the generated records can't hold. */
  private @Nullable AnswerEnvelope envelope(String json, QueryContext query, DecisionLog log) {
    try {
      AnswerNode top =
          adapter.levelOfBody(
              json, (path, expected, found, kept) -> note(path, expected, found, kept, log));
      return new EnvelopeStatus(adapter, wireId(query)).envelope(top, json);
    } catch (IOException | JsonDataException e) {
      return null; // BodyClassifier describes the problem
    }
  }

  private ParsedAnswer read(
      QueryContext query,
      AnswerEnvelope envelope,
      String text,
      boolean truncated,
      DecisionLog log) {
    TimingHintReader hints = TimingHintReader.of(envelope);
    String shape = envelope.hasStatus() ? envelope.shape() : "an answer without a task";
    String id = envelope.id();
    if (!adapter.isUsual(envelope)) {
      log.markUnusual();
    }
    TaskRef task = query.task();
    if (truncated && !envelope.hasStatus()) {
      return malformed(
          query,
          new BodyClassifier.Unreadable("too long, and has no status before the limit", false));
    }
    if (task != null && envelope.isAboutOtherTask(adapter.wireId(task.id()))) {
      return new ParsedAnswer.OfError(
          new QueryErrors(query, null).otherTask(String.valueOf(id)), envelope.shape());
    }
    String status = envelope.row().status();
    if (status != null && adapter.isNotFound(status)) {
      return new ParsedAnswer.OfError(
          new QueryErrors(query, "status " + status).notFound(), envelope.shape());
    }
    TaskRef ref = task == null ? explainedRef(query, envelope, log) : task;
    TaskState byHttp = adapter.stateOfHttp(query.status());
    Normalizer normalizer = normalizer(ref, query, text, truncated, log);
    if (byHttp != null) {
      if (status != null && isTerminal(status)) {
        log.note("HTTP " + query.status() + " is no end, whatever the status " + status + " says");
      }
      return new ParsedAnswer.OfTask(normalizer.pending(envelope, byHttp), id, shape, hints, false);
    }
    if (envelope.hasStatus()) {
      VideoTask read = normalizer.task(envelope);
      return new ParsedAnswer.OfTask(read, id, shape, hints, isDoubtful(read, envelope, query));
    }
    AnswerNode.BaseResp baseResp = EnvelopeErrors.baseResp(envelope);
    if (baseResp != null && isRefusal(adapter.codes().of(baseResp))) {
      return new ParsedAnswer.OfTask(
          normalizer.refused(envelope, baseResp), id, shape, hints, false);
    }
    FailedQuery error =
        EnvelopeErrors.of(adapter, query.identifiedBy(adapter, text), envelope, baseResp);
    if (error != null) {
      return new ParsedAnswer.OfError(
          error, envelope.isRequestStatus() && baseResp == null ? envelope.shape() : shape);
    }
    VideoTask unknown = normalizer.withoutStatus(envelope);
    return new ParsedAnswer.OfTask(unknown, id, shape, hints, false);
  }

  private boolean isTerminal(String status) {
    TaskState state = adapter.stateOf(status);
    return state != null && state.isTerminal();
  }

  /** A refusal ends a task even without a final status. */
  private static boolean isRefusal(@Nullable CodeMeaning meaning) {
    return meaning == CodeMeaning.REFUSED || meaning == CodeMeaning.OUTPUT_REFUSED;
  }

  private Normalizer normalizer(
      QueryContext query, String text, boolean truncated, DecisionLog log) {
    TaskRef task = query.task();
    return normalizer(
        task == null ? new TaskRef(query.gateway(), "-") : task, query, text, truncated, log);
  }

  private Normalizer normalizer(
      TaskRef ref, QueryContext query, String text, boolean truncated, DecisionLog log) {
    return new Normalizer(
        new Normalizer.Context(
            adapter,
            ref,
            new VideoExtractor.Conventions(
                query.baseUrl(),
                adapter.failReasonIsFileId(),
                adapter.servesContent(),
                query.contentUrl()),
            query,
            text,
            truncated),
        log);
  }

  /**
   * Returns whether a failure needs to be confirmed by another query. Some versions of new-api
   * query the vendor each time and report one failed query as a failure without a reason; and a
   * status without an id may be the envelope's.
   */
  private static boolean isDoubtful(VideoTask task, AnswerEnvelope envelope, QueryContext query) {
    if (task.state() != TaskState.FAILED || !(task instanceof VideoTask.Ended ended)) {
      return false;
    }
    boolean noReason = ended.failure().message() == null && ended.failure().code() == null;
    AnswerNode.Ids ids = envelope.row().ids();
    boolean withoutFields =
        envelope.position() == AnswerEnvelope.RowPosition.TOP
            && ids.taskId() == null
            && ids.id() == null
            && !ids.model()
            && envelope.row().progress() == null;
    boolean isError = query.status() >= 300 && isErrorStatus(envelope.row().status());
    return (noReason && task.seen().finishedAt() == null) || withoutFields || isError;
  }

  private static boolean isErrorStatus(@Nullable String status) {
    return status != null && status.strip().equalsIgnoreCase("error");
  }

  private static ParsedAnswer malformed(QueryContext query, BodyClassifier.Unreadable body) {
    return new ParsedAnswer.OfError(
        new QueryErrors(query, null).malformed(body), body.html() ? "a web page" : "no answer");
  }

  /** Returns the task reference for a body that is explained, not queried. */
  private TaskRef explainedRef(QueryContext query, AnswerEnvelope envelope, DecisionLog log) {
    String wireId = envelope.id();
    String id = wireId == null ? null : adapter.referenceId(envelope, wireId);
    if (id == null) {
      return new TaskRef(query.gateway(), "-");
    }
    if (!TaskRef.isId(id)) {
      log.note("the task's id has characters that no id of ours may have");
      return new TaskRef(query.gateway(), "-");
    }
    return new TaskRef(query.gateway(), id);
  }

  private static void note(
      String path, String expected, String found, boolean kept, DecisionLog log) {
    String sentence = path + " came as " + found + " instead of " + expected;
    // ListedUrls reads a list of URLs there.
    if (kept || (found.equals("array") && path.endsWith(".content"))) {
      log.why(() -> sentence + ", and was read all the same");
    } else {
      log.note(sentence + ", and was left out");
    }
  }
}
