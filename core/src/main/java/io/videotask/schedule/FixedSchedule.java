package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The same delay each time. */
public record FixedSchedule(Duration delay) implements Schedule {
  public FixedSchedule {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("the delay between two queries must be positive");
    }
  }

  @Override
  public Duration delay(ScheduleContext situation, RandomGenerator random) {
    return delay;
  }

  @Override
  public Duration delayAfterFailure(Duration backoff) {
    return backoff.compareTo(delay) > 0 ? backoff : delay;
  }
}
