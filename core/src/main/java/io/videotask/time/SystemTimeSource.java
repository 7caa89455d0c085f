package io.videotask.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The system clock, and a timer on one daemon thread, which starts with the first scheduled task.
 * The only class of the library that reads the system clock.
 */
public final class SystemTimeSource implements TimeSource, AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** A wake-up costs more CPU time than a poll; a delay of 8 ms is not noticeable. */
  private static final Duration GRANULARITY = Duration.ofMillis(8);

  private final ScheduledThreadPoolExecutor timer;

  /** Starts no thread yet. */
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
    // Starts the thread: if that fails, this throws and nothing is scheduled. Once started, the
    // thread stays.
    timer.prestartCoreThread();
    ScheduledFuture<?> future = timer.schedule(task, bounded.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public Duration granularity() {
    return GRANULARITY;
  }

  /** Stops the timer; tasks that are not running yet never run. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
