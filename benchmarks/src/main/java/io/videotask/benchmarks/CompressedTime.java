package io.videotask.benchmarks;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The system clock, accelerated by a factor. */
final class CompressedTime implements TimeSource, AutoCloseable {
  private final SystemTimeSource machine = new SystemTimeSource();
  private final long begun = machine.nanoTime();
  private final Instant beginning = machine.now();
  private final int factor;

  CompressedTime(int factor) {
    this.factor = factor;
  }

  @Override
  public Instant now() {
    return beginning.plusNanos(nanoTime());
  }

  @Override
  public long nanoTime() {
    return (machine.nanoTime() - begun) * factor;
  }

  /** Returns the time since the start. */
  double seconds() {
    return nanoTime() / 1e9;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return machine.schedule(delay.dividedBy(factor), task);
  }

  @Override
  public void close() {
    machine.close();
  }
}
