package io.videotask.poll;

import java.time.Duration;
import java.time.Instant;

/** A clock whose alarms are not exact, like the machine's. */
final class CoarseTime implements Time {
  private final VirtualTime time;

  /** How many were ever set. */
  int alarms;

  CoarseTime(VirtualTime time) {
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
  public Alarm schedule(Duration delay, Runnable task) {
    alarms++;
    return time.schedule(delay, task);
  }

  @Override
  public Duration granularity() {
    return Duration.ofMillis(8);
  }
}
