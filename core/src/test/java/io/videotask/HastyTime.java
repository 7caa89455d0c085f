package io.videotask;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The system's clock, with a timer that shortens delays of up to a minute to a hundredth. */
final class HastyTime implements TimeSource {
  private static final Duration LONGEST_SHORTENED = Duration.ofMinutes(1);

  private final SystemTimeSource system = new SystemTimeSource();

  @Override
  public Instant now() {
    return system.now();
  }

  @Override
  public long nanoTime() {
    return system.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return system.schedule(
        delay.compareTo(LONGEST_SHORTENED) > 0 ? delay : delay.dividedBy(100), task);
  }
}
