package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerDecoder;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.NestedJsonObjects;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.Address;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an envelope's status of the request from the task's status. Both fields are called
 * {@code status}, and both may say "success" or "failed"; a task is recognised by its other fields:
 * an id, times, progress, a video or {@code fail_reason}.
 */
final class EnvelopeStatus {
  /** Fields that never hold the queried task, by their {@link NestedJsonObjects#key}. */
  private static final Set<String> ASIDE =
      Set.of("input", "request", "params", "parameters", "metadata", "meta", "usage", "error");

  private static final Set<String> WORDS = Set.of("status", "state", "taskstatus");
  private static final Set<String> IDS = Set.of("id", "taskid", "videoid", "jobid", "requestid");

  private final Adapter adapter;
  private final @Nullable String asked;

  /**
   * @param wireId the id of the queried task; null where a body is explained
   */
  EnvelopeStatus(Adapter adapter, @Nullable String asked) {
    this.adapter = adapter;
    this.asked = asked;
  }

  /** Finds the level with the task's status in a body whose top level is given. */
  AnswerEnvelope outer(AnswerNode top, String json) {
    AnswerEnvelope plain = AnswerEnvelope.of(top);
    AnswerNode row = plain.row();
    if (row.status() != null && isTask(row)) {
      return plain;
    }
    return row.status() == null ? listed(plain, json) : doubtful(plain, json);
  }

  /** Returns whether the other fields of a level show that its status is the task's own. */
  private boolean isTask(AnswerNode level) {
    AnswerNode.Ids ids = level.ids();
    if (ids.taskId() == null && ids.id() == null) {
      return isRunning(level.status()) || isEvident(level);
    }
    // An envelope may have an id too: the request's.
    return asked == null
        || AnswerEnvelope.isId(ids.taskId(), asked)
        || AnswerEnvelope.isId(ids.id(), asked);
  }

  private static boolean isRunning(@Nullable String word) {
    TaskState state = word == null ? null : StatusMapping.stateOf(word);
    return state == TaskState.QUEUED || state == TaskState.IN_PROGRESS;
  }

  private static boolean isEnd(@Nullable String word) {
    TaskState state = word == null ? null : StatusMapping.stateOf(word);
    return state != null && state.isTerminal();
  }

  private static boolean isEvident(AnswerNode level) {
    AnswerNode.Times times = level.times();
    return level.progress() != null
        || level.failReason() != null
        || level.ids().model()
        || level.baseResp() != null
        || !times.submitted().isEmpty()
        || !times.started().isEmpty()
        || !times.finished().isEmpty()
        || hasVideo(level);
  }

  private static boolean hasVideo(AnswerNode level) {
    for (AnswerNode.UrlField place : level.places()) {
      for (AnswerNode.Found found : place.videos()) {
        if (Address.of(found.address(), null) != null) {
          return true;
        }
      }
    }
    return level.details().stream()
        .anyMatch(detail -> detail.kind() == AnswerNode.Detail.Kind.FILE_ID);
  }

  /** Without a status in the usual fields, only the queried task is accepted from other levels. */
  private AnswerEnvelope listed(AnswerEnvelope plain, String json) {
    AnswerNode named = asked == null ? null : named(plain, json);
    return named == null ? plain : inside(plain.top(), named);
  }

  private AnswerEnvelope doubtful(AnswerEnvelope plain, String json) {
    AnswerNode row = plain.row();
    AnswerNode named = asked == null ? null : named(plain, json);
    if (named != null) {
      return inside(plain.top(), named);
    }
    boolean hasId = row.ids().taskId() != null || row.ids().id() != null;
    if (hasId) {
      return plain; // it has the id of another task
    }
    AnswerNode speaker = speaker(plain);
    if (plain.place() != AnswerEnvelope.Place.TOP) {
      // The envelope has a status of its own, so this is the task's; unless a level below is a task
      // as well and still running by its own status.
      return speaker != null && isRunning(speaker.status()) ? inside(plain.top(), speaker) : plain;
    }
    speaker = speaker == null && !isUnknown(row.status()) ? only(plain, json) : speaker;
    if (speaker != null) {
      return inside(plain.top(), speaker);
    }
    return isEnd(row.status()) && !isTasksEnd(plain) ? plain.withVerdict() : plain;
  }

  private static boolean isUnknown(@Nullable String word) {
    return word == null || StatusMapping.stateOf(word) == null;
  }

  /**
   * Returns the innermost level with a status below a possible envelope; null where there is none.
   */
  private @Nullable AnswerNode speaker(AnswerEnvelope plain) {
    AnswerNode found = null;
    AnswerNode next = first(plain.row());
    while (next != null) {
      found = next;
      next = isTask(found) ? null : first(found);
    }
    return found;
  }

  private static @Nullable AnswerNode first(AnswerNode level) {
    AnswerNode.Inner inner = level.inner();
    for (AnswerNode below : new @Nullable AnswerNode[] {inner.data(), inner.wrapped()}) {
      if (below != null && below.status() != null && !Scalar.isNumber(below.status())) {
        return below;
      }
    }
    return inner.rows().size() == 1 && inner.rows().get(0).status() != null
        ? inner.rows().get(0)
        : null;
  }

  /** Returns the level of the queried task, in whichever field it is; null for none. */
  private @Nullable AnswerNode named(AnswerEnvelope plain, String json) {
    String id = asked;
    for (AnswerNode level : plain.levels()) {
      if (id != null
          && level.status() != null
          && (AnswerEnvelope.isId(level.ids().taskId(), id)
              || AnswerEnvelope.isId(level.ids().id(), id))) {
        return level;
      }
    }
    // Most bodies without a status don't have the id either.
    if (id == null || !json.contains(id)) {
      return null;
    }
    for (NestedJsonObjects.Found found : inside(json)) {
      if (has(found.object(), IDS, text -> text.strip().equals(id))) {
        return level(found.json());
      }
    }
    return null;
  }

  /**
   * Returns the only object with a status; null where there are several, since one may be another
   * task.
   */
  private @Nullable AnswerNode only(AnswerEnvelope plain, String json) {
    if (!plain.row().inner().rows().isEmpty()) {
      return null;
    }
    List<NestedJsonObjects.Found> all = inside(json);
    return all.size() == 1 ? level(all.get(0).json()) : null;
  }

  private static List<NestedJsonObjects.Found> inside(String json) {
    List<NestedJsonObjects.Found> all = new ArrayList<>();
    for (NestedJsonObjects.Found found :
        NestedJsonObjects.of(json, field -> !ASIDE.contains(field))) {
      if (found.depth() > 0 && has(found.object(), WORDS, word -> !isUnknown(word))) {
        all.add(found);
      }
    }
    return all;
  }

  private static boolean has(JsonObject object, Set<String> names, Predicate<String> test) {
    for (var field : object.fields().entrySet()) {
      Scalar value =
          names.contains(NestedJsonObjects.key(field.getKey()))
              ? Scalar.ofJson(field.getValue())
              : null;
      if (value != null && test.test(value.text())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable AnswerNode level(String json) {
    try {
      AnswerNode level =
          adapter.level(json, AnswerDecoder.Position.top(AnswerDecoder.Drift.IGNORED));
      return level.status() == null ? null : level;
    } catch (IOException | JsonDataException e) {
      return null; // It has been read before, so the record does not fit it.
    }
  }

  private static AnswerEnvelope inside(AnswerNode top, AnswerNode row) {
    return new AnswerEnvelope(
        top,
        row,
        row.equals(top) ? AnswerEnvelope.Place.TOP : AnswerEnvelope.Place.DATA,
        "an envelope with a status of its own around a task row",
        false);
  }

  /** Returns whether a final status without other fields is nevertheless a task's. */
  private static boolean isTasksEnd(AnswerEnvelope plain) {
    AnswerNode row = plain.row();
    if (StatusMapping.stateOf(String.valueOf(row.status())) == TaskState.COMPLETED) {
      return plain.levels().stream().anyMatch(EnvelopeStatus::hasVideo);
    }
    if (row.code() != null || plain.levels().size() > 1) {
      return false;
    }
    AnswerNode.Reason reason = row.reason();
    boolean structured =
        reason != null
            && reason.place().equals("error")
            && reason.code() != null
            && reason.message() != null;
    boolean generalWord = "error".equalsIgnoreCase(String.valueOf(row.status()).strip());
    return (structured && !generalWord) || FailureReasons.refusal(reason) != null;
  }
}
