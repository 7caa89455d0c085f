package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From an answer to an outcome. Goes down one table for all dialects, and the first row that fits
 * counts; {@code docs/statuses.md} has it for people.
 */
final class AnswerReader {
  /** MiniMax's verdicts on content, which end a task even where no status word says so. */
  private static final Set<Long> REFUSALS = Set.of(1026L, 1027L, 1039L);

  private static final String NOT_FOUND = "task_not_exist";

  private final Adapter adapter;

  AnswerReader(Adapter adapter) {
    this.adapter = adapter;
  }

  /** An answer with any HTTP status. */
  Reading read(Asked asked, String body, boolean cut, @Nullable String unreadable, Trail trail) {
    if (asked.status() >= 200 && asked.status() < 300) {
      return unreadable == null
          ? success(asked, body, cut, trail)
          : malformed(asked, new Body.Unreadable("not readable: " + unreadable, false));
    }
    boolean whole = !cut && unreadable == null;
    return new Reading.OfError(new ErrorStatus(adapter, asked, body, whole).failure(), "an error");
  }

  private Reading success(Asked asked, String text, boolean cut, Trail trail) {
    Trail tried = trail.another();
    Outer outer = cut ? null : outer(JsonText.withoutLongBlanks(text), tried);
    if (outer == null || !outer.hasWord()) {
      Body body = Body.of(text, cut);
      if (body instanceof Body.Unreadable unreadable) {
        trail.why(() -> "the body is " + unreadable.problem());
        return malformed(asked, unreadable);
      }
      if (outer == null) {
        tried = trail.another();
        outer = outer(((Body.Task) body).json(), tried);
      }
    }
    trail.add(tried);
    return outer == null
        ? malformed(asked, new Body.Unreadable("no JSON", false))
        : read(asked, outer, text, cut, trail);
  }

  /** Null where it is no JSON, or none that the records can be made of. */
  private @Nullable Outer outer(String json, Trail trail) {
    try {
      return Outer.of(
          adapter.levelOfBody(
              json, (path, expected, found, kept) -> note(path, expected, found, kept, trail)));
    } catch (IOException | JsonDataException e) {
      return null; // what is wrong with it is told by a closer look
    }
  }

  private Reading read(Asked asked, Outer outer, String text, boolean cut, Trail trail) {
    PollHints hints = PollHints.of(outer);
    String shape = outer.hasWord() ? outer.shape() : "an answer without a task";
    String id = outer.id();
    if (!adapter.isUsual(outer)) {
      trail.unusual();
    }
    TaskRef task = asked.task();
    if (cut && !outer.hasWord()) {
      return malformed(
          asked, new Body.Unreadable("too long, and has no status before the limit", false));
    }
    if (task != null && outer.isAboutAnother(adapter.wireId(task.id()))) {
      return new Reading.OfError(
          new Failures(asked, null).another(String.valueOf(id)), outer.shape());
    }
    TaskRef ref = task == null ? explained(asked, outer, trail) : task;
    Normalizer normalizer =
        new Normalizer(
            new Normalizer.Context(
                ref,
                new Videos.Habits(
                    asked.base(),
                    adapter.failReasonIsFileId(),
                    adapter.servesContent(),
                    asked.content()),
                asked.at(),
                text,
                cut),
            trail);
    if (outer.hasWord()) {
      return new Reading.OfTask(normalizer.task(outer), id, shape, hints);
    }
    Level.BaseResp baseResp = baseResp(outer);
    if (baseResp != null && REFUSALS.contains(baseResp.code())) {
      return new Reading.OfTask(normalizer.refused(outer, baseResp), id, shape, hints);
    }
    Reading error = withoutTask(asked, outer, baseResp, shape);
    if (error != null) {
      return error;
    }
    VideoTask unknown = normalizer.withoutWord(outer);
    return new Reading.OfTask(unknown, id, shape, hints);
  }

  /**
   * The rows of the table for answers without a task that say what is wrong; null where none fits.
   */
  private static @Nullable Reading withoutTask(
      Asked asked, Outer outer, Level.@Nullable BaseResp baseResp, String shape) {
    if (baseResp != null) {
      Failures failures = new Failures(asked, "base_resp " + baseResp.code() + message(baseResp));
      return new Reading.OfError(
          switch (BaseRespMeaning.of(baseResp)) {
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
    if (code == null || SuccessCode.is(code)) {
      return null;
    }
    Level.Reason reason = outer.top().reason();
    String message = reason == null ? null : reason.message();
    Failures failures = new Failures(asked, message == null ? "code " + code.text() : message);
    return new Reading.OfError(
        code.text().strip().equals(NOT_FOUND) ? failures.notFound() : failures.unreachable(),
        shape);
  }

  private static String message(Level.BaseResp baseResp) {
    return baseResp.message() == null ? "" : " " + baseResp.message();
  }

  private static Level.@Nullable BaseResp baseResp(Outer outer) {
    for (Level level : new Level[] {outer.top(), outer.row()}) {
      Level.BaseResp baseResp = level.baseResp();
      if (baseResp != null && baseResp.code() != 0) {
        return baseResp;
      }
    }
    return null;
  }

  private static Reading malformed(Asked asked, Body.Unreadable body) {
    return new Reading.OfError(
        new Failures(asked, null).malformed(body), body.html() ? "a web page" : "no answer");
  }

  /** The reference for a body that nobody asked for. */
  private TaskRef explained(Asked asked, Outer outer, Trail trail) {
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

  private static void note(String path, String expected, String found, boolean kept, Trail trail) {
    String sentence = path + " came as " + found + " instead of " + expected;
    if (kept) {
      trail.why(() -> sentence + ", and was read all the same");
    } else {
      trail.note(sentence + ", and was left out");
    }
  }
}
