package io.videotask.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks now and then at the threads that make their calls themselves: whether one has been
 * interrupted, or its time is up. Sets no alarm while there are none. Thread-safe.
 */
final class CallerWatch {
  private static final Duration A_MOMENT = Duration.ofMillis(20);

  private final Time time;
  private final Collection<Attempts<?>> attempts;
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * @param attempts all that are under way, also those for which no thread waits
   */
  CallerWatch(Time time, Collection<Attempts<?>> attempts) {
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
    for (Attempts<?> each : attempts) {
      any |= each.lookAtCaller();
    }
    if (any) {
      begin();
    }
  }
}
