package io.videotask.poll;

import java.util.concurrent.CompletableFuture;

/**
 * Looks at one task once.
 *
 * @param <S> what a query sees
 */
@FunctionalInterface
public interface Query<S> {
  /**
   * Sends one query. What goes wrong is a {@link Look.Failed}; a future that ends exceptionally is
   * a defect and ends the wait. Cancelling the future cancels the request.
   */
  CompletableFuture<Look<S>> ask();
}
