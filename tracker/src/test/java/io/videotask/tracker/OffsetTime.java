package io.videotask.tracker;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The clock of a machine whose wall clock is off. */
final class OffsetTime implements TimeSource, AutoCloseable {
  private final SystemTimeSource time = new SystemTimeSource();
  private final Duration off;

  OffsetTime(Duration off) {
    this.off = off;
  }

  @Override
  public Instant now() {
    return time.now().plus(off);
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task);
  }

  @Override
  public Duration granularity() {
    return time.granularity();
  }

  @Override
  public void close() {
    time.close();
  }
}
