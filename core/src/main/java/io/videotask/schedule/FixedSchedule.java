package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits the same delay before each poll.
 *
 * @param delay positive
 */
public record FixedSchedule(Duration delay) implements Schedule {
  public FixedSchedule {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("the delay between two queries must be positive");
    }
  }

  @Override
  public Duration delay(ScheduleContext context, RandomGenerator random) {
    return delay;
  }

  @Override
  public Duration delayAfterFailure(Duration backoff) {
    return backoff.compareTo(delay) > 0 ? backoff : delay;
  }
}
