package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a schedule chooses a delay.
 *
 * @param age how long the task has existed, as far as known
 * @param progress 0 to 100 as last reported; null where unknown
 * @param queries how many polls this wait has sent
 * @param untilDeadline the time left until the deadline of the wait
 * @param now the current time, by this client's clock
 * @param task what the answers so far reported of the task
 * @param missRate the share of ends like this task's that no callback announces, so that polling
 *     has to find them: more than 0, and 1 where no callback is expected
 * @param requestShare the part of a request that a poll costs: more than 0, and less than 1 where
 *     one request asks for several tasks
 */
public record ScheduleContext(
    Duration age,
    @Nullable Integer progress,
    int queries,
    Duration untilDeadline,
    Instant now,
    TaskTimeline task,
    double missRate,
    double requestShare) {

  /** Creates a context with the task's age and progress as of its last answer. */
  public ScheduleContext(
      int queries,
      Duration untilDeadline,
      Instant now,
      TaskTimeline task,
      double missRate,
      double requestShare) {
    this(
        Seconds.asDuration(task.age()),
        task.progress(),
        queries,
        untilDeadline,
        now,
        task,
        missRate,
        requestShare);
  }

  /** Creates a context of a task that is asked for alone. */
  public ScheduleContext(
      int queries, Duration untilDeadline, Instant now, TaskTimeline task, double missRate) {
    this(queries, untilDeadline, now, task, missRate, 1);
  }

  /** Creates a context of a task without answers and without callbacks. */
  public ScheduleContext(
      Duration age, @Nullable Integer progress, int queries, Duration untilDeadline) {
    this(
        age,
        progress,
        queries,
        untilDeadline,
        Instant.EPOCH,
        TaskTimeline.unseen(HistoryKey.ANY),
        1,
        1);
  }
}
