package io.videotask.benchmarks;

import io.videotask.poll.SystemTime;
import io.videotask.poll.Time;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock, so many times as fast. */
final class CompressedTime implements Time, AutoCloseable {
  private final SystemTime machine = new SystemTime();
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

  /** Since it began. */
  double seconds() {
    return nanoTime() / 1e9;
  }

  @Override
  public Alarm schedule(Duration delay, Runnable task) {
    return machine.schedule(delay.dividedBy(factor), task);
  }

  @Override
  public void close() {
    machine.close();
  }
}
