package io.videotask;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock at twenty times its speed. */
final class HastyTime implements TimeSource {
  private static final int SPEED = 20;

  private final SystemTimeSource machine = new SystemTimeSource();
  private final Instant begun = machine.now();
  private final long origin = machine.nanoTime();

  @Override
  public Instant now() {
    return begun.plusNanos(nanoTime() - origin);
  }

  @Override
  public long nanoTime() {
    return origin + (machine.nanoTime() - origin) * SPEED;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return machine.schedule(delay.dividedBy(SPEED), task);
  }
}
