package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.DetailKind;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.Drift;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.NestedJsonObjects;
import io.videotask.internal.dialect.Position;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.ReportedUrl;
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
  private static final Set<String> EXCLUDED =
      Set.of("input", "request", "params", "parameters", "metadata", "meta", "usage", "error");

  private static final Set<String> STATUS_FIELDS = Set.of("status", "state", "taskstatus");
  private static final Set<String> ID_FIELDS =
      Set.of("id", "taskid", "videoid", "jobid", "requestid");

  private final Adapter adapter;
  private final @Nullable String wireId;

  /**
   * @param wireId the id of the queried task; null where a body is explained
   */
  EnvelopeStatus(Adapter adapter, @Nullable String wireId) {
    this.adapter = adapter;
    this.wireId = wireId;
  }

  /** Finds the level with the task's status in a body whose top level is given. */
  AnswerEnvelope envelope(AnswerNode top, String json) {
    AnswerEnvelope candidate = AnswerEnvelope.of(top);
    AnswerNode row = candidate.row();
    if (row.status() != null && isTask(row)) {
      return candidate;
    }
    return row.status() == null ? fromOtherLevels(candidate, json) : checked(candidate, json);
  }

  /** Returns whether the other fields of a level show that its status is the task's own. */
  private boolean isTask(AnswerNode level) {
    AnswerNode.Ids ids = level.ids();
    if (ids.taskId() == null && ids.id() == null) {
      return adapter.isTaskByStatus(level.status())
          || isRunning(level.status())
          || hasTaskFields(level);
    }
    // An envelope may have an id too: the request's.
    return wireId == null
        || AnswerEnvelope.isId(ids.taskId(), wireId)
        || AnswerEnvelope.isId(ids.id(), wireId);
  }

  private boolean isRunning(@Nullable String status) {
    TaskState state = status == null ? null : adapter.stateOf(status);
    return state == TaskState.QUEUED || state == TaskState.IN_PROGRESS;
  }

  private boolean isTerminal(@Nullable String status) {
    TaskState state = status == null ? null : adapter.stateOf(status);
    return state != null && state.isTerminal();
  }

  private static boolean hasTaskFields(AnswerNode level) {
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
    for (AnswerNode.UrlField field : level.urlFields()) {
      for (AnswerNode.Found found : field.videos()) {
        if (ReportedUrl.of(found.url(), null) != null) {
          return true;
        }
      }
    }
    return level.details().stream().anyMatch(detail -> detail.kind() == DetailKind.FILE_ID);
  }

  /** Without a status in the usual fields, only the queried task is accepted from other levels. */
  private AnswerEnvelope fromOtherLevels(AnswerEnvelope candidate, String json) {
    AnswerNode queried = wireId == null ? onlyRow(candidate) : queriedTask(candidate, json);
    return queried == null ? candidate : envelopeAround(candidate.top(), queried);
  }

  /** Returns the task of an explained list with one task; null for any other. */
  private static @Nullable AnswerNode onlyRow(AnswerEnvelope candidate) {
    List<AnswerNode> rows = candidate.top().inner().rows();
    return rows.size() == 1 && rows.get(0).status() != null ? rows.get(0) : null;
  }

  private AnswerEnvelope checked(AnswerEnvelope candidate, String json) {
    AnswerNode row = candidate.row();
    AnswerNode queried = wireId == null ? null : queriedTask(candidate, json);
    if (queried != null) {
      return envelopeAround(candidate.top(), queried);
    }
    boolean hasId = row.ids().taskId() != null || row.ids().id() != null;
    if (hasId) {
      return candidate; // it has the id of another task
    }
    AnswerNode nested = innermostWithStatus(candidate);
    if (candidate.position() != AnswerEnvelope.RowPosition.TOP) {
      // The envelope has a status of its own, so this is the task's; unless a level below is a task
      // as well and still running by its own status.
      return nested != null && isRunning(nested.status())
          ? envelopeAround(candidate.top(), nested)
          : candidate;
    }
    nested = nested == null && !isUnknown(row.status()) ? onlyTask(candidate, json) : nested;
    if (nested != null) {
      return envelopeAround(candidate.top(), nested);
    }
    return isTerminal(row.status()) && !isFinalTaskStatus(candidate)
        ? candidate.asRequestStatus()
        : candidate;
  }

  private boolean isUnknown(@Nullable String status) {
    return status == null || adapter.stateOf(status) == null;
  }

  /**
   * Returns the innermost level with a status below a possible envelope; null where there is none.
   */
  private @Nullable AnswerNode innermostWithStatus(AnswerEnvelope candidate) {
    AnswerNode found = null;
    AnswerNode next = nextWithStatus(candidate.row());
    while (next != null) {
      found = next;
      next = isTask(found) ? null : nextWithStatus(found);
    }
    return found;
  }

  private static @Nullable AnswerNode nextWithStatus(AnswerNode level) {
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
  private @Nullable AnswerNode queriedTask(AnswerEnvelope candidate, String json) {
    String id = wireId;
    for (AnswerNode level : candidate.levels()) {
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
    for (NestedJsonObjects.Found found : objectsWithStatus(json)) {
      if (has(found.object(), ID_FIELDS, text -> text.strip().equals(id))) {
        return level(found.json());
      }
    }
    return null;
  }

  /**
   * Returns the only object with a status; null where there are several, since one may be another
   * task.
   */
  private @Nullable AnswerNode onlyTask(AnswerEnvelope candidate, String json) {
    if (!candidate.row().inner().rows().isEmpty()) {
      return null;
    }
    List<NestedJsonObjects.Found> all = objectsWithStatus(json);
    return all.size() == 1 ? level(all.get(0).json()) : null;
  }

  private List<NestedJsonObjects.Found> objectsWithStatus(String json) {
    List<NestedJsonObjects.Found> all = new ArrayList<>();
    for (NestedJsonObjects.Found found :
        NestedJsonObjects.of(json, field -> !EXCLUDED.contains(field))) {
      if (found.depth() > 0 && has(found.object(), STATUS_FIELDS, status -> !isUnknown(status))) {
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
      AnswerNode level = adapter.level(json, Position.top(Drift.IGNORED));
      return level.status() == null ? null : level;
    } catch (IOException | JsonDataException e) {
      return null; // It has been read before, so the record does not fit it.
    }
  }

  private static AnswerEnvelope envelopeAround(AnswerNode top, AnswerNode row) {
    return new AnswerEnvelope(
        top,
        row,
        row.equals(top) ? AnswerEnvelope.RowPosition.TOP : AnswerEnvelope.RowPosition.DATA,
        "an envelope with a status of its own around a task row",
        false);
  }

  /** Returns whether a final status without other fields is nevertheless a task's. */
  private boolean isFinalTaskStatus(AnswerEnvelope candidate) {
    AnswerNode row = candidate.row();
    if (adapter.stateOf(String.valueOf(row.status())) == TaskState.COMPLETED) {
      return candidate.levels().stream().anyMatch(EnvelopeStatus::hasVideo);
    }
    if (row.code() != null || candidate.levels().size() > 1) {
      return false;
    }
    AnswerNode.Reason reason = row.reason();
    boolean structured =
        reason != null
            && reason.kind() == AnswerNode.Reason.FieldKind.ERROR
            && reason.code() != null
            && reason.message() != null;
    boolean general = "error".equalsIgnoreCase(String.valueOf(row.status()).strip());
    return (structured && !general) || FailureReasons.refusal(adapter.codes(), reason) != null;
  }
}
