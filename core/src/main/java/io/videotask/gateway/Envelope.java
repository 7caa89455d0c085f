package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells an envelope's verdict on the request from a task's word. Both are called {@code status} and
 * both say "success" or "failed"; a task is known by what else stands beside the word: its id, its
 * times, its progress, its video or its {@code fail_reason}.
 */
final class Envelope {
  /** What never holds the task that was asked for, by its {@link JsonObjects#key}. */
  private static final Set<String> ASIDE =
      Set.of("input", "request", "params", "parameters", "metadata", "meta", "usage", "error");

  private static final Set<String> WORDS = Set.of("status", "state", "taskstatus");
  private static final Set<String> IDS = Set.of("id", "taskid", "videoid", "jobid", "requestid");

  private final Adapter adapter;
  private final @Nullable String asked;

  /**
   * @param asked the id that was asked for; null where a body is explained
   */
  Envelope(Adapter adapter, @Nullable String asked) {
    this.adapter = adapter;
    this.asked = asked;
  }

  /** Where the gateway speaks of the task in a body of which this is the top level. */
  Outer outer(Level top, String json) {
    Outer plain = Outer.of(top);
    Level row = plain.row();
    if (row.word() != null && isTask(row)) {
      return plain;
    }
    return row.word() == null ? listed(plain, json) : doubtful(plain, json);
  }

  /** Whether a word beside this much is the task's own. */
  private boolean isTask(Level level) {
    Level.Ids ids = level.ids();
    if (ids.taskId() == null && ids.id() == null) {
      return isRunning(level.word()) || isEvident(level);
    }
    // An envelope has an id too, at times: that of the request.
    return asked == null || Outer.isId(ids.taskId(), asked) || Outer.isId(ids.id(), asked);
  }

  private static boolean isRunning(@Nullable String word) {
    TaskState state = word == null ? null : StatusWords.stateOf(word);
    return state == TaskState.QUEUED || state == TaskState.IN_PROGRESS;
  }

  private static boolean isEnd(@Nullable String word) {
    TaskState state = word == null ? null : StatusWords.stateOf(word);
    return state != null && state.isTerminal();
  }

  private static boolean isEvident(Level level) {
    Level.Times times = level.times();
    return level.progress() != null
        || level.failReason() != null
        || level.ids().model()
        || level.baseResp() != null
        || !times.submitted().isEmpty()
        || !times.started().isEmpty()
        || !times.finished().isEmpty()
        || hasVideo(level);
  }

  private static boolean hasVideo(Level level) {
    for (Level.Place place : level.places()) {
      for (Level.Found found : place.videos()) {
        if (Address.of(found.address(), null) != null) {
          return true;
        }
      }
    }
    return level.details().stream().anyMatch(detail -> detail.kind() == Level.Detail.Kind.FILE_ID);
  }

  /** No word where one is looked for: only the task that was asked for counts further in. */
  private Outer listed(Outer plain, String json) {
    Level named = asked == null ? null : named(plain, json);
    return named == null ? plain : inside(plain.top(), named);
  }

  private Outer doubtful(Outer plain, String json) {
    Level row = plain.row();
    Level named = asked == null ? null : named(plain, json);
    if (named != null) {
      return inside(plain.top(), named);
    }
    boolean hasId = row.ids().taskId() != null || row.ids().id() != null;
    if (hasId) {
      return plain; // about another task, or so it says
    }
    Level speaker = speaker(plain);
    if (plain.place() != Outer.Place.TOP) {
      // The envelope around it has spoken already, so this is the task's word; unless what lies
      // below is a task as well, and by its own word not ended.
      return speaker != null && isRunning(speaker.word()) ? inside(plain.top(), speaker) : plain;
    }
    speaker = speaker == null && !isUnknown(row.word()) ? only(plain, json) : speaker;
    if (speaker != null) {
      return inside(plain.top(), speaker);
    }
    return isEnd(row.word()) && !isTasksEnd(plain) ? plain.withVerdict() : plain;
  }

  private static boolean isUnknown(@Nullable String word) {
    return word == null || StatusWords.stateOf(word) == null;
  }

  /**
   * The innermost level with a word below one that may be an envelope; null where there is none.
   */
  private @Nullable Level speaker(Outer plain) {
    Level found = null;
    Level next = first(plain.row());
    while (next != null) {
      found = next;
      next = isTask(found) ? null : first(found);
    }
    return found;
  }

  private static @Nullable Level first(Level level) {
    Level.Inner inner = level.inner();
    for (Level below : new @Nullable Level[] {inner.data(), inner.wrapped()}) {
      if (below != null && below.word() != null && !Scalar.isNumber(below.word())) {
        return below;
      }
    }
    return inner.rows().size() == 1 && inner.rows().get(0).word() != null
        ? inner.rows().get(0)
        : null;
  }

  /** The level of the task that was asked for, wherever it stands. */
  private @Nullable Level named(Outer plain, String json) {
    String id = asked;
    for (Level level : plain.levels()) {
      if (id != null
          && level.word() != null
          && (Outer.isId(level.ids().taskId(), id) || Outer.isId(level.ids().id(), id))) {
        return level;
      }
    }
    // Most bodies without a word don't have the id either.
    if (id == null || !json.contains(id)) {
      return null;
    }
    for (JsonObjects.Found found : inside(json)) {
      if (has(found.object(), IDS, text -> text.strip().equals(id))) {
        return level(found.json());
      }
    }
    return null;
  }

  /** The one object with a word; null where there are several, for one may be another task's. */
  private @Nullable Level only(Outer plain, String json) {
    if (!plain.row().inner().rows().isEmpty()) {
      return null;
    }
    List<JsonObjects.Found> all = inside(json);
    return all.size() == 1 ? level(all.get(0).json()) : null;
  }

  private static List<JsonObjects.Found> inside(String json) {
    List<JsonObjects.Found> all = new ArrayList<>();
    for (JsonObjects.Found found : JsonObjects.of(json, field -> !ASIDE.contains(field))) {
      if (found.depth() > 0 && has(found.object(), WORDS, word -> !isUnknown(word))) {
        all.add(found);
      }
    }
    return all;
  }

  private static boolean has(JsonObject object, Set<String> names, Predicate<String> test) {
    for (var field : object.fields().entrySet()) {
      Scalar value =
          names.contains(JsonObjects.key(field.getKey())) ? Scalar.ofJson(field.getValue()) : null;
      if (value != null && test.test(value.text())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Level level(String json) {
    try {
      Level level = adapter.level(json, DialectJson.Position.top(DialectJson.Drift.IGNORED));
      return level.word() == null ? null : level;
    } catch (IOException | JsonDataException e) {
      return null; // It was read once already, so this is a record that it does not fit.
    }
  }

  private static Outer inside(Level top, Level row) {
    return new Outer(
        top,
        row,
        row.equals(top) ? Outer.Place.TOP : Outer.Place.DATA,
        "an envelope with a status of its own around a task row",
        false);
  }

  /** Whether an end word that stands alone is a task's all the same. */
  private static boolean isTasksEnd(Outer plain) {
    Level row = plain.row();
    if (StatusWords.stateOf(String.valueOf(row.word())) == TaskState.COMPLETED) {
      return plain.levels().stream().anyMatch(Envelope::hasVideo);
    }
    if (row.code() != null || plain.levels().size() > 1) {
      return false;
    }
    Level.Reason reason = row.reason();
    boolean structured =
        reason != null
            && reason.place().equals("error")
            && reason.code() != null
            && reason.message() != null;
    boolean generalWord = "error".equalsIgnoreCase(String.valueOf(row.word()).strip());
    return (structured && !generalWord) || FailureReasons.refusal(reason) != null;
  }
}
