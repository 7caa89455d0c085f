package io.videotask.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The machine's clock, and a timer on one daemon thread, which starts with the first alarm. The
 * only place in the library that asks the machine for the time.
 */
public final class SystemTimeSource implements TimeSource, AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** Waking up costs more than a query's share of it; nobody sees eight milliseconds. */
  private static final Duration GRANULARITY = Duration.ofMillis(8);

  private final ScheduledThreadPoolExecutor timer;

  /** A new timer. */
  public SystemTimeSource() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "videotask-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    // The first alarm starts the thread: where that can't be done it throws, and nothing is
    // scheduled; afterwards the thread is there for good.
    timer.prestartCoreThread();
    ScheduledFuture<?> future = timer.schedule(task, bounded.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public Duration granularity() {
    return GRANULARITY;
  }

  /** Ends the timer; alarms that have not rung never will. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
