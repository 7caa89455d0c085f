package io.videotask.internal.download;

import java.time.Duration;
import java.time.Instant;

/** The clock and the timer that downloads go by. Thread-safe. */
public interface DownloadClock {
  /** The time of day. */
  Instant now();

  /** Nanoseconds of a clock that never jumps; only differences mean anything. */
  long nanoTime();

  /**
   * Runs a task once, later. The task returns soon.
   *
   * @return keeps the task from running, unless it has begun
   */
  Runnable schedule(Duration delay, Runnable task);

  /**
   * Says that somebody works until the returned action has run: a test's clock stands still.
   *
   * @return to be run once
   */
  default Runnable hold() {
    return () -> {};
  }
}
