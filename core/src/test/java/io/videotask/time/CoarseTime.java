package io.videotask.time;

import java.time.Duration;
import java.time.Instant;

/** A clock whose alarms are not exact, like the machine's. */
public final class CoarseTime implements TimeSource {
  private final VirtualTime time;

  /** How many were ever set. */
  public int alarms;

  public CoarseTime(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    alarms++;
    return time.schedule(delay, task);
  }

  @Override
  public Duration granularity() {
    return Duration.ofMillis(8);
  }
}
