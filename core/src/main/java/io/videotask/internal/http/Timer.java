package io.videotask.internal.http;

import java.time.Duration;

/** The clock and the timer of a client, as requests see them. Thread-safe. */
public interface Timer {
  /** Nanoseconds of a clock that never jumps; only differences mean anything. */
  long nanoTime();

  /**
   * Runs a task once, later.
   *
   * @return keeps it from running, unless it has begun
   */
  Runnable schedule(Duration delay, Runnable task);

  /** Whether each alarm counts, so that one that is not needed has to be called off. */
  boolean isExact();
}
