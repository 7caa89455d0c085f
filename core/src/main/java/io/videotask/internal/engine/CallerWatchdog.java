package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Checks periodically whether a thread that sends its query itself has been interrupted or has
 * exceeded its timeout. Schedules no timer while there is no such thread. Thread-safe.
 */
final class CallerWatchdog {
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

  private final TimeSource time;
  private final Collection<SingleQuery<?, ?>> queries;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /**
   * @param queries all single queries in progress, with and without a waiting thread
   */
  CallerWatchdog(TimeSource time, Collection<SingleQuery<?, ?>> queries) {
    this.time = time;
    this.queries = queries;
  }

  /** Schedules the next check unless one is scheduled: a thread has begun to wait. */
  void ensureScheduled() {
    if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
      time.schedule(CHECK_INTERVAL, this::check);
    }
  }

  private void check() {
    scheduled.set(false);
    boolean any = false;
    for (SingleQuery<?, ?> each : queries) {
      any |= each.checkCaller();
    }
    if (any) {
      ensureScheduled();
    }
  }
}
