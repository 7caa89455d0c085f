package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Virtual time that throws when it is told to, and counts the pauses that have not been resumed.
 */
final class FaultyTime implements TimeSource {
  final VirtualTime time = new VirtualTime();
  int pauses;

  /** How often {@link #now} still throws. */
  int clockFailures;

  /** How often {@link #schedule} still throws. */
  int timerFailures;

  @Override
  public Instant now() {
    if (clockFailures > 0) {
      clockFailures--;
      throw new OutOfMemoryError("no memory for an instant");
    }
    return time.now();
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    if (timerFailures > 0) {
      timerFailures--;
      throw new OutOfMemoryError("unable to create native thread");
    }
    return time.schedule(delay, task);
  }

  @Override
  public Runnable pause() {
    pauses++;
    return () -> pauses--;
  }
}
