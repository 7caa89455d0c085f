package io.videotask.internal.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Looks at one task, each time it is asked.
 *
 * @param <S> what a query sees
 */
@FunctionalInterface
public interface StatusQuery<S> {
  /**
   * Sends one query, and returns before it is answered. What goes wrong is a {@link
   * PollResult.Failed}; where it throws, or its future ends exceptionally, that is a failed query
   * too, with {@link Endings#unexpected}. Cancelling the future cancels the request.
   */
  CompletableFuture<PollResult<S>> ask();

  /**
   * The same for a thread that waits for nothing but the answer, and can be handed whatever there
   * is to do for it. Default: {@link #ask()}.
   */
  default CompletableFuture<PollResult<S>> ask(Executor caller) {
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

  /**
   * A snapshot that followed a doubtful end, with a word on what the gateway has taken back where
   * it says otherwise. Default: the snapshot as it is.
   *
   * @param doubted the end that did not count yet
   * @param now what a later query saw
   */
  default S afterDoubt(S doubted, S now) {
    return now;
  }

  /** What was tolerated in an answer, for the log: no key, no address. Default: nothing. */
  default List<String> notes(S snapshot) {
    return List.of();
  }

  /** A failure in a few words, for the log: no key, no address. Default: its class. */
  default String describe(RuntimeException failure) {
    return failure.getClass().getSimpleName();
  }
}
