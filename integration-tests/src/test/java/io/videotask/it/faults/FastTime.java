package io.videotask.it.faults;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The system clock sped up by a factor, for waits that go on while the test does something. It runs
 * on while a request is in flight, so no deadline may be near.
 */
final class FastTime implements TimeSource, AutoCloseable {
  private final int factor;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "fast-time");
            thread.setDaemon(true);
            return thread;
          });

  FastTime(int factor) {
    this.factor = factor;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return (System.nanoTime() - begun) * factor;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    ScheduledFuture<?> future =
        timer.schedule(task, delay.toMillis() * 1_000 / factor, TimeUnit.MICROSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
