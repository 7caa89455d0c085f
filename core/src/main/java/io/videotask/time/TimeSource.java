package io.videotask.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock and the timer that everything here goes by, so that tests can run on virtual time.
 * Thread-safe.
 */
public interface TimeSource {
  /** The time of day. */
  Instant now();

  /** Nanoseconds of a clock that never jumps; only differences mean anything. */
  long nanoTime();

  /**
   * Runs a task once, later, on a thread of the timer. The task must return soon.
   *
   * @param delay zero or less means as soon as possible
   */
  Cancellable schedule(Duration delay, Runnable task);

  /**
   * How far apart moments have to be to get an alarm each. Waits round up to it, so it is also how
   * late they can be. Default: none, every alarm is exact.
   */
  default Duration granularity() {
    return Duration.ZERO;
  }

  /**
   * Says that somebody works, or that an answer from outside is awaited, until the returned action
   * has run. A clock that tests let run by itself stands still meanwhile, as no real time must pass
   * for it; every other clock goes on, and the default does nothing.
   *
   * @return to be run once
   */
  default Runnable pause() {
    return () -> {};
  }

  /** A task that has been scheduled. */
  interface Cancellable {
    /** Keeps the task from running, unless it has begun. */
    void cancel();
  }
}
