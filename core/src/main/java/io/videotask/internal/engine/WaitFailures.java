package io.videotask.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for waits that end without the task having finished.
 *
 * @param <S> the snapshot of a task that a query returns
 */
public interface WaitFailures<S> {
  /**
   * The deadline has passed.
   *
   * @param lastSeen the last snapshot; null if no query was answered
   * @param lastFailure the failure of the last query; null if it was answered
   */
  RuntimeException timedOut(@Nullable S lastSeen, @Nullable RuntimeException lastFailure);

  /**
   * Returns the snapshot to complete the wait with at its deadline in place of {@link #timedOut}:
   * an end that was not confirmed yet. Default: null, for none.
   *
   * @param lastSeen the last snapshot; null if no query was answered
   */
  default @Nullable S atDeadline(@Nullable S lastSeen) {
    return null;
  }

  /** The client was closed. */
  RuntimeException closed();

  /**
   * Maps an exception that no answer caused, such as an interceptor's or an OutOfMemoryError. The
   * query has failed, and a wait goes on.
   */
  default RuntimeException unexpected(Throwable thrown) {
    return thrown instanceof RuntimeException known
        ? known
        : new IllegalStateException("a query failed unexpectedly", thrown);
  }
}
