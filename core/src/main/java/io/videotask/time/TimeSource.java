package io.videotask.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock and the timer that the library uses, so that tests can run on virtual time.
 * Thread-safe.
 */
public interface TimeSource {
  /** Returns the current wall-clock time. */
  Instant now();

  /**
   * Returns nanoseconds of a monotonic clock, as {@link System#nanoTime()}; only differences are
   * meaningful.
   */
  long nanoTime();

  /**
   * Runs a task once, after a delay, on the timer's thread. The task must return quickly.
   *
   * @param delay zero or less for as soon as possible
   * @return cancels the task
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * Returns the granularity of the timer: instants closer together than this share a wake-up. Waits
   * round up to it, so it is also their largest delay. Default: zero, for an exact timer.
   */
  default Duration granularity() {
    return Duration.ZERO;
  }

  /**
   * Pauses a virtual clock that advances by itself, while a thread works or an external answer is
   * awaited. Real clocks ignore this; the default does nothing.
   *
   * @return resumes the clock; to be run once
   */
  default Runnable pause() {
    return () -> {};
  }

  /** A scheduled task. */
  interface Cancellable {
    /** Cancels the task unless it has begun. */
    void cancel();
  }
}
