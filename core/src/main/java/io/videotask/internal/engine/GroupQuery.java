package io.videotask.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Queries the status of many tasks with one request.
 *
 * @param <S> the snapshot of a task
 */
public interface GroupQuery<S> {
  /** Equal for the tasks of one gateway that a request may query together. */
  Object key();

  /** Returns how many tasks a request queries at most: 2 or more. */
  int most();

  /** Returns the shortest time between two such requests; zero for none. */
  Duration every();

  /**
   * Sends the request and returns without waiting for its answer.
   *
   * @param tasks as returned by {@link StatusQuery#task()}, of queries with an equal key
   * @return what a query of one task would have returned, by its task; those that are missing are
   *     queried alone. A failure is that of the whole request
   */
  CompletableFuture<PollResult<Map<Object, PollResult<S>>>> send(List<Object> tasks);
}
