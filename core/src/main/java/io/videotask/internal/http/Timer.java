package io.videotask.internal.http;

import java.time.Duration;

/** A client's clock and timer, as requests use them. Thread-safe. */
public interface Timer {
  /** Returns the time of a monotonic clock in nanoseconds; only differences are meaningful. */
  long nanoTime();

  /**
   * Runs a task once, after a delay.
   *
   * @return cancels the task, unless it has started
   */
  Runnable schedule(Duration delay, Runnable task);

  /**
   * Returns whether the clock observes each scheduled task, so that one that is no longer needed
   * must be cancelled.
   */
  boolean isExact();
}
