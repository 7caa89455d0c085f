package io.videotask.internal.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Queries the status of one task.
 *
 * @param <S> the snapshot of a task that a query returns
 */
@FunctionalInterface
public interface StatusQuery<S> {
  /**
   * Sends one query and returns without waiting for its answer. Failures are reported as {@link
   * PollResult.Failed}; an exception that is thrown, or that the future completes with, is mapped
   * by {@link WaitFailures#unexpected}. Cancelling the future cancels the request.
   */
  CompletableFuture<PollResult<S>> send();

  /**
   * Sends one query on behalf of a thread that waits for the answer and can run tasks meanwhile.
   * Default: {@link #send()}.
   */
  default CompletableFuture<PollResult<S>> send(Executor caller) {
    return send();
  }

  /** Identifies the task: waits for equal tasks share their queries. Default: this object. */
  default Object task() {
    return this;
  }

  /**
   * Identifies the server: queries to equal servers share a queue, as far as their gateways share a
   * rate limit. Default: the same for all.
   */
  default Object server() {
    return "";
  }

  /** Names the gateway, which may have a rate limit of its own. Default: the same for all. */
  default String gatewayName() {
    return "";
  }

  /**
   * Returns how the task can be queried together with others; null where it can't. Default: null.
   */
  default @Nullable GroupQuery<S> group() {
    return null;
  }

  /**
   * Returns whether the snapshots differ in a way that listeners care about. Default: not equal.
   */
  default boolean hasChanged(S before, S now) {
    return !before.equals(now);
  }

  /**
   * Adds a note to a snapshot that contradicts an unconfirmed end. Default: returns the snapshot
   * unchanged.
   *
   * @param doubted the unconfirmed end
   * @param now the later snapshot
   */
  default S afterUnconfirmedEnd(S doubted, S now) {
    return now;
  }

  /** Returns the notes of a snapshot, for the log, without keys and URLs. Default: none. */
  default List<String> notes(S snapshot) {
    return List.of();
  }

  /** Describes a failure in a few words, for the log, without keys and URLs. Default: its class. */
  default String describe(RuntimeException failure) {
    return failure.getClass().getSimpleName();
  }
}
