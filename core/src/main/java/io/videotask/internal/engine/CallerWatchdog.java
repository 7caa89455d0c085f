package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks now and then at the threads that make their calls themselves: whether one has been
 * interrupted, or its time is up. Sets no alarm while there are none. Thread-safe.
 */
final class CallerWatchdog {
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final TimeSource time;
  private final Collection<RetryingQuery<?>> attempts;
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * @param attempts all that are under way, also those for which no thread waits
   */
  CallerWatchdog(TimeSource time, Collection<RetryingQuery<?>> attempts) {
    this.time = time;
    this.attempts = attempts;
  }

  /** A thread has begun to wait. */
  void begin() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      time.schedule(A_MOMENT, this::look);
    }
  }

  private void look() {
    looking.set(false);
    boolean any = false;
    for (RetryingQuery<?> each : attempts) {
      any |= each.lookAtCaller();
    }
    if (any) {
      begin();
    }
  }
}
