package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;

/**
 * A wait for a task.
 *
 * @param <S> the snapshot of a task that a query returns
 */
public interface WaitHandle<S> {
  /**
   * Returns the future of the last snapshot; it completes exceptionally if the wait fails.
   * Cancelling it stops the polling and cancels the request in flight.
   */
  CompletableFuture<S> result();

  /** Polls now instead of at the scheduled time. */
  void pollNow();
}
