package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.StringInterner;
import io.videotask.internal.text.Timestamps;
import io.videotask.schedule.TimingHints;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hints for the time of the next poll: the kind of task, when the gateway last updated it, the
 * gateway's clock. They don't affect the task itself, so unreadable values are ignored.
 *
 * @param kind the kind of task; null where the answer does not say
 * @param updated when the gateway last updated the task; null where unknown
 */
public record TimingHintReader(@Nullable String kind, @Nullable Instant updated) {
  private static final long MAX_AGE_SECONDS = Duration.ofDays(7).toSeconds();
  private static final int MAX_KIND_LENGTH = 100;

  /** Returns the hints of the level with the gateway's status, or else of the level around it. */
  static TimingHintReader of(AnswerEnvelope envelope) {
    AnswerNode.Hints row = envelope.row().hints();
    AnswerNode.Hints top = envelope.top().hints();
    String kind = kind(row);
    Instant updated = updateTime(row);
    return new TimingHintReader(
        kind == null ? kind(top) : kind, updated == null ? updateTime(top) : updated);
  }

  private static @Nullable String kind(AnswerNode.Hints hints) {
    String kind = hints.kind();
    return kind == null || kind.length() > MAX_KIND_LENGTH ? null : kind;
  }

  private static @Nullable Instant updateTime(AnswerNode.Hints hints) {
    Scalar updated = hints.updated();
    return updated == null || !updated.isNumber() ? null : Timestamps.of(updated);
  }

  /**
   * Returns the hints of an answer.
   *
   * @param now the time by the local clock
   * @param gatewayTime the time by the gateway's clock; null where unknown
   */
  public TimingHints toTimingHints(VideoTask task, Instant now, @Nullable Instant gatewayTime) {
    Instant gatewayNow = gatewayTime == null ? now : gatewayTime;
    List<Instant> events = new ArrayList<>(3);
    addEvent(events, task.seen().startedAt(), gatewayNow);
    addEvent(events, task.seen().finishedAt(), gatewayNow);
    addEvent(events, updated, gatewayNow);
    return new TimingHints(
        StringInterner.intern(kind),
        task.state() == TaskState.QUEUED,
        task.progress(),
        since(task.seen().submittedAt(), gatewayNow),
        task.state() == TaskState.QUEUED ? null : since(task.seen().startedAt(), gatewayNow),
        events,
        gatewayTime);
  }

  private static void addEvent(
      List<Instant> events, @Nullable Instant instant, Instant gatewayNow) {
    if (instant != null && isPlausible(instant, gatewayNow) && !events.contains(instant)) {
      events.add(instant);
    }
  }

  /** Returns the time since an instant; null where it is implausible. */
  private static @Nullable Duration since(@Nullable Instant instant, Instant now) {
    return instant != null && isPlausible(instant, now) ? Duration.between(instant, now) : null;
  }

  private static boolean isPlausible(Instant instant, Instant now) {
    return instant.isBefore(now)
        && now.getEpochSecond() - instant.getEpochSecond() <= MAX_AGE_SECONDS;
  }
}
