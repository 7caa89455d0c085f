package io.videotask.time;

import java.time.Duration;
import java.time.Instant;

/** A clock with a coarse timer, like the system's. */
public final class CoarseTime implements TimeSource {
  private final VirtualTime time;

  /** The number of timers set so far. */
  public int timers;

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
    timers++;
    return time.schedule(delay, task);
  }

  @Override
  public Duration granularity() {
    return Duration.ofMillis(8);
  }
}
