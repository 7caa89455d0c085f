package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule can go by.
 *
 * @param age how long the task has been under way, as far as we know
 * @param progress 0 to 100 as last seen; null where unknown
 * @param queries how many queries this wait has sent
 * @param untilDeadline what is left of the wait
 * @param now the time of day, by our clock
 * @param task what more is known of the task
 */
public record ScheduleContext(
    Duration age,
    @Nullable Integer progress,
    int queries,
    Duration untilDeadline,
    Instant now,
    TaskTimeline task) {

  /** A situation in which nothing more is known. */
  public ScheduleContext(
      Duration age, @Nullable Integer progress, int queries, Duration untilDeadline) {
    this(age, progress, queries, untilDeadline, Instant.EPOCH, TaskTimeline.unseen(HistoryKey.ANY));
  }
}
