package io.videotask.poll;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Looks at one task, each time it is asked.
 *
 * @param <S> what a query sees
 */
@FunctionalInterface
public interface Query<S> {
  /**
   * Sends one query, and returns before it is answered. What goes wrong is a {@link Look.Failed}; a
   * future that ends exceptionally is a defect and ends the wait. Cancelling the future cancels the
   * request.
   */
  CompletableFuture<Look<S>> ask();

  /**
   * The same for a thread that waits for nothing but the answer, and can be handed whatever there
   * is to do for it. Default: {@link #ask()}.
   */
  default CompletableFuture<Look<S>> ask(Executor caller) {
    return ask();
  }

  /** Which task it looks at: waits for equal ones share their queries. Default: one of its own. */
  default Object task() {
    return this;
  }

  /** Which server it asks: queries to equal ones share its lane. Default: all the same. */
  default Object server() {
    return "";
  }

  /** Whether a task stands elsewhere than before. Default: whenever the snapshots differ. */
  default boolean hasChanged(S before, S now) {
    return !before.equals(now);
  }
}
