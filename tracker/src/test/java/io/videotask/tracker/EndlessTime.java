package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still: pauses have no end of their own, and are counted. Thread-safe. */
final class EndlessTime implements TimeSource {
  private int pauses;
  private int running;

  synchronized int pauses() {
    return pauses;
  }

  /** Returns how many were not cancelled. */
  synchronized int running() {
    return running;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    pauses++;
    running++;
    return this::cancelled;
  }

  private synchronized void cancelled() {
    running--;
  }
}
