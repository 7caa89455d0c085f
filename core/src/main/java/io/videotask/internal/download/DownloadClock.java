package io.videotask.internal.download;

import java.time.Duration;
import java.time.Instant;

/** The clock and timer of downloads. Thread-safe. */
public interface DownloadClock {
  /** Returns the current instant. */
  Instant now();

  /** Returns the time of a monotonic clock in nanoseconds; only differences are meaningful. */
  long nanoTime();

  /**
   * Runs a task once, after a delay. The task must return soon.
   *
   * @return cancels the task, unless it has started
   */
  Runnable schedule(Duration delay, Runnable task);

  /**
   * Pauses a test's clock while a thread works, until the returned action runs.
   *
   * @return resumes the clock; must be run once
   */
  default Runnable pause() {
    return () -> {};
  }
}
