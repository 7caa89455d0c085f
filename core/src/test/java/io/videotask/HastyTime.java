package io.videotask;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock, but for pauses of up to a minute, which take a hundredth of their time. */
final class HastyTime implements TimeSource {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final SystemTimeSource machine = new SystemTimeSource();

  @Override
  public Instant now() {
    return machine.now();
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return machine.schedule(delay.compareTo(PAUSE) > 0 ? delay : delay.dividedBy(100), task);
  }
}
