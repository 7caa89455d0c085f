package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.SpecificReason;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.SuccessCodes;
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
  /** MiniMax's codes for refused content, which end a task even without a final status. */
  private static final Set<Long> REFUSALS = Set.of(1026L, 1027L, 1039L);

  private static final String NOT_FOUND = "task_not_exist";
  private static final int ACCEPTED = 202;

  /** The HTTP statuses with which a gateway reports that the vendor refused the content. */
  private static final Set<Integer> REFUSING =
      Set.of(400, 403, 406, 409, 410, 412, 418, 422, 423, 424, 451);

  private static final Set<Integer> REFUSING_BY_TEXT = Set.of(400, 409, 422, 451);

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
      QueryContext asked,
      String body,
      boolean cut,
      @Nullable String unreadable,
      DecisionLog trail) {
    if (asked.status() >= 200 && asked.status() < 300) {
      return unreadable == null
          ? success(asked, body, cut, trail)
          : malformed(asked, new BodyClassifier.Unreadable("not readable: " + unreadable, false));
    }
    boolean whole = !cut && unreadable == null;
    AnswerNode.Reason reason = adapter.error(body);
    ParsedAnswer end = whole && asked.task() != null ? end(asked, body, reason, trail) : null;
    return end == null
        ? new ParsedAnswer.OfError(
            new HttpErrorMapper(reason, asked, body, whole).failure(), "an error")
        : end;
  }

  /**
   * Returns the final task state that an answer with an HTTP error status reports; null for none.
   */
  private @Nullable ParsedAnswer end(
      QueryContext asked, String text, AnswerNode.@Nullable Reason reason, DecisionLog trail) {
    String json = JsonText.withoutLongBlanks(text.strip());
    DecisionLog tried = trail.another();
    AnswerEnvelope outer = json.startsWith("{") ? outer(json, asked, tried) : null;
    if (outer == null) {
      return null;
    }
    String word = outer.row().status();
    TaskState state = word == null ? null : StatusMapping.stateOf(word);
    if (state != null && state.isTerminal() && outer.names(wireId(asked))) {
      trail.add(tried);
      trail.note("the task's end came with HTTP " + asked.status());
      ParsedAnswer reading = read(asked, outer, text, false, trail);
      return reading instanceof ParsedAnswer.OfTask ? reading : null;
    }
    FailureReasons.Refusal refusal =
        REFUSING.contains(asked.status()) ? FailureReasons.refusal(reason) : null;
    if (refusal == null || reason == null || HttpErrorMapper.isOwn(reason)) {
      return null;
    }
    trail.note("HTTP " + asked.status() + " is a refusal of the content, which ends the task");
    // 403 may be about permissions as well, and a message may mention moderation for another
    // reason.
    boolean doubtful =
        refusal == FailureReasons.Refusal.BY_TEXT && !REFUSING_BY_TEXT.contains(asked.status());
    return new ParsedAnswer.OfTask(
        normalizer(asked, text, false, trail).refused(outer, reason),
        outer.id(),
        "an error",
        TimingHintReader.of(outer),
        doubtful);
  }

  private @Nullable String wireId(QueryContext asked) {
    return asked.task() == null ? null : adapter.wireId(asked.task().id());
  }

  private ParsedAnswer success(QueryContext asked, String text, boolean cut, DecisionLog trail) {
    DecisionLog tried = trail.another();
    AnswerEnvelope outer = cut ? null : outer(JsonText.withoutLongBlanks(text), asked, tried);
    if (outer == null || !outer.hasWord()) {
      BodyClassifier body = BodyClassifier.of(text, cut);
      if (body instanceof BodyClassifier.Unreadable unreadable) {
        trail.why(() -> "the body is " + unreadable.problem());
        return isNotYet(asked, unreadable, cut)
            ? notYet(asked, text, trail)
            : malformed(asked, unreadable);
      }
      if (outer == null) {
        tried = trail.another();
        outer = outer(((BodyClassifier.Task) body).json(), asked, tried);
      }
    }
    trail.add(tried);
    return outer == null
        ? malformed(asked, new BodyClassifier.Unreadable("no JSON", false))
        : read(asked, outer, text, cut, trail);
  }

  /**
   * HTTP 202 means that the task is under way, whatever the body says; but challenge pages use it
   * too.
   */
  private static boolean isNotYet(QueryContext asked, BodyClassifier.Unreadable body, boolean cut) {
    return asked.status() == ACCEPTED && asked.task() != null && !body.html() && !cut;
  }

  private ParsedAnswer notYet(QueryContext asked, String text, DecisionLog trail) {
    trail.note("the gateway answered with HTTP 202 and without a status: not done yet");
    return new ParsedAnswer.OfTask(
        normalizer(asked, text, false, trail).nothingYet(),
        null,
        "an answer without a task",
        new TimingHintReader(null, null),
        false);
  }

  /** Returns null where the body is no JSON, or JSON that the generated records can't hold. */
  private @Nullable AnswerEnvelope outer(String json, QueryContext asked, DecisionLog trail) {
    try {
      AnswerNode top =
          adapter.levelOfBody(
              json, (path, expected, found, kept) -> note(path, expected, found, kept, trail));
      return new EnvelopeStatus(adapter, wireId(asked)).outer(top, json);
    } catch (IOException | JsonDataException e) {
      return null; // BodyClassifier describes the problem
    }
  }

  private ParsedAnswer read(
      QueryContext asked, AnswerEnvelope outer, String text, boolean cut, DecisionLog trail) {
    TimingHintReader hints = TimingHintReader.of(outer);
    String shape = outer.hasWord() ? outer.shape() : "an answer without a task";
    String id = outer.id();
    if (!adapter.isUsual(outer)) {
      trail.unusual();
    }
    TaskRef task = asked.task();
    if (cut && !outer.hasWord()) {
      return malformed(
          asked,
          new BodyClassifier.Unreadable("too long, and has no status before the limit", false));
    }
    if (task != null && outer.isAboutAnother(adapter.wireId(task.id()))) {
      return new ParsedAnswer.OfError(
          new QueryErrors(asked, null).another(String.valueOf(id)), outer.shape());
    }
    String word = outer.row().status();
    if (word != null && StatusMapping.isNotFound(word)) {
      return new ParsedAnswer.OfError(
          new QueryErrors(asked, "status " + word).notFound(), outer.shape());
    }
    TaskRef ref = task == null ? explained(asked, outer, trail) : task;
    Normalizer normalizer = normalizer(ref, asked, text, cut, trail);
    if (outer.hasWord()) {
      VideoTask read = normalizer.task(outer);
      return new ParsedAnswer.OfTask(read, id, shape, hints, isDoubtful(read, outer, asked));
    }
    AnswerNode.BaseResp baseResp = baseResp(outer);
    if (baseResp != null && REFUSALS.contains(baseResp.code())) {
      return new ParsedAnswer.OfTask(normalizer.refused(outer, baseResp), id, shape, hints, false);
    }
    ParsedAnswer error =
        outer.isVerdict() && baseResp == null
            ? verdict(asked, outer)
            : withoutTask(asked, outer, baseResp, shape);
    if (error != null) {
      return error;
    }
    VideoTask unknown = normalizer.withoutWord(outer);
    return new ParsedAnswer.OfTask(unknown, id, shape, hints, false);
  }

  private Normalizer normalizer(QueryContext asked, String text, boolean cut, DecisionLog trail) {
    TaskRef task = asked.task();
    return normalizer(
        task == null ? new TaskRef(asked.gateway(), "-") : task, asked, text, cut, trail);
  }

  private Normalizer normalizer(
      TaskRef ref, QueryContext asked, String text, boolean cut, DecisionLog trail) {
    return new Normalizer(
        new Normalizer.Context(
            ref,
            new VideoExtractor.Habits(
                asked.base(),
                adapter.failReasonIsFileId(),
                adapter.servesContent(),
                asked.content()),
            asked.at(),
            text,
            cut),
        trail);
  }

  /**
   * Returns whether a failure needs to be confirmed by another query. Some versions of new-api
   * query the vendor each time and report one failed query as a failure without a reason; and a
   * status without an id may be the envelope's.
   */
  private static boolean isDoubtful(VideoTask task, AnswerEnvelope outer, QueryContext asked) {
    if (task.state() != TaskState.FAILED || !(task instanceof VideoTask.Ended ended)) {
      return false;
    }
    boolean toldNothing = ended.failure().message() == null && ended.failure().code() == null;
    AnswerNode.Ids ids = outer.row().ids();
    boolean bare =
        outer.place() == AnswerEnvelope.Place.TOP
            && ids.taskId() == null
            && ids.id() == null
            && !ids.model()
            && outer.row().progress() == null;
    boolean isError = asked.status() >= 300 && isErrorWord(outer.row().status());
    return (toldNothing && task.seen().finishedAt() == null) || bare || isError;
  }

  private static boolean isErrorWord(@Nullable String word) {
    return word != null && word.strip().equalsIgnoreCase("error");
  }

  /** Maps an answer without a task to an error by its code; returns null where no row applies. */
  private static @Nullable ParsedAnswer withoutTask(
      QueryContext asked,
      AnswerEnvelope outer,
      AnswerNode.@Nullable BaseResp baseResp,
      String shape) {
    if (baseResp != null) {
      QueryErrors failures =
          new QueryErrors(asked, "base_resp " + baseResp.code() + message(baseResp));
      return new ParsedAnswer.OfError(
          switch (MiniMaxError.of(baseResp)) {
            case RATE_LIMITED -> failures.rateLimited();
            case AUTHENTICATION -> failures.authentication();
            case PERMISSION -> failures.permission();
            case NOT_FOUND -> failures.notFound();
            case MALFORMED -> failures.refused("the task's id");
            case UNREACHABLE -> failures.unreachable();
          },
          shape);
    }
    Scalar code = outer.top().code();
    if (code == null || SuccessCodes.is(code)) {
      return null;
    }
    AnswerNode.Reason reason = outer.top().reason();
    String message = reason == null ? null : reason.message();
    QueryErrors failures =
        new QueryErrors(asked, message == null ? "code " + code.text() : message);
    return new ParsedAnswer.OfError(
        code.text().strip().equals(NOT_FOUND) ? failures.notFound() : failures.unreachable(),
        shape);
  }

  /**
   * Maps a failure in an envelope without a task to an error; returns null for a success, which
   * gives no state.
   */
  private static @Nullable ParsedAnswer verdict(QueryContext asked, AnswerEnvelope outer) {
    AnswerNode top = outer.row();
    String word = String.valueOf(top.status());
    if (StatusMapping.stateOf(word) == TaskState.COMPLETED) {
      return null;
    }
    AnswerNode.Reason reason = SpecificReason.of(top.reasons(), "");
    String message = reason == null ? null : reason.message();
    Scalar code = top.code();
    QueryErrors failures =
        new QueryErrors(asked, "status " + word + (message == null ? "" : ", " + message));
    return new ParsedAnswer.OfError(
        switch (code == null ? "" : code.text().strip()) {
          case "401" -> failures.authentication();
          case "402", "403" -> failures.permission();
          case "404", "410", NOT_FOUND -> failures.notFound();
          case "429" -> failures.rateLimited();
          default -> failures.unreachable();
        },
        outer.shape());
  }

  private static String message(AnswerNode.BaseResp baseResp) {
    return baseResp.message() == null ? "" : " " + baseResp.message();
  }

  private static AnswerNode.@Nullable BaseResp baseResp(AnswerEnvelope outer) {
    for (AnswerNode level : new AnswerNode[] {outer.top(), outer.row()}) {
      AnswerNode.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  private static ParsedAnswer malformed(QueryContext asked, BodyClassifier.Unreadable body) {
    return new ParsedAnswer.OfError(
        new QueryErrors(asked, null).malformed(body), body.html() ? "a web page" : "no answer");
  }

  /** Returns the task reference for a body that is explained, not queried. */
  private TaskRef explained(QueryContext asked, AnswerEnvelope outer, DecisionLog trail) {
    String wireId = outer.id();
    String id = wireId == null ? null : adapter.referenceId(outer, wireId);
    if (id == null) {
      return new TaskRef(asked.gateway(), "-");
    }
    if (!TaskRef.isId(id)) {
      trail.note("the task's id has characters that no id of ours may have");
      return new TaskRef(asked.gateway(), "-");
    }
    return new TaskRef(asked.gateway(), id);
  }

  private static void note(
      String path, String expected, String found, boolean kept, DecisionLog trail) {
    String sentence = path + " came as " + found + " instead of " + expected;
    // ListedUrls reads a list of URLs there.
    if (kept || (found.equals("array") && path.endsWith(".content"))) {
      trail.why(() -> sentence + ", and was read all the same");
    } else {
      trail.note(sentence + ", and was left out");
    }
  }
}
