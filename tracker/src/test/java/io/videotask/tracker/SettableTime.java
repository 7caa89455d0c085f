package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Clocks that a test sets; nothing is run. Thread-safe. */
final class SettableTime implements TimeSource {
  private Instant wall = Instant.ofEpochSecond(1_000_000);
  private long nanos;

  synchronized void wall(Instant now) {
    wall = now;
  }

  /** Lets both clocks run. */
  synchronized void pass(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  @Override
  public synchronized Instant now() {
    return wall;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return () -> {};
  }
}
