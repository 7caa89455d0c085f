package io.videotask.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Which exceptions a wait ends with where the task itself did not end it.
 *
 * @param <S> what a query sees
 */
public interface WaitFailures<S> {
  /**
   * The deadline passed.
   *
   * @param lastSeen null where no query worked
   * @param lastFailure the failure of the last query; null where it worked
   */
  RuntimeException timedOut(@Nullable S lastSeen, @Nullable RuntimeException lastFailure);

  /**
   * What a wait ends with at its deadline in place of {@link #timedOut}: an end that was seen and
   * did not count yet. Default: null, for none.
   *
   * @param lastSeen null where no query worked
   */
  default @Nullable S atDeadline(@Nullable S lastSeen) {
    return null;
  }

  /** The client was closed. */
  RuntimeException closed();

  /**
   * A query did not come to an answer because something was thrown that belongs to none: an
   * interceptor's exception, an OutOfMemoryError. The query has failed, and a wait goes on.
   */
  default RuntimeException unexpected(Throwable thrown) {
    return thrown instanceof RuntimeException known
        ? known
        : new IllegalStateException("a query failed unexpectedly", thrown);
  }
}
