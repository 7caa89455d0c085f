package io.videotask.poll;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives the events of waits. Events of one task are delivered one at a time, on a callback
 * thread of the client; the next poll of the task is delayed until the listener has returned, polls
 * of other tasks are not. Exceptions are ignored, and the wait goes on.
 *
 * <p>Waits for the same task share its queries; each query's events are delivered once.
 *
 * @param <S> the snapshot of a task that a query returns
 */
public interface PollListener<S> {
  /**
   * The first wait for a task has begun.
   *
   * @param task the task; a {@link io.videotask.task.TaskRef} for waits of {@code VideoTasks}
   */
  default void onBegin(Object task) {}

  /** A query was answered. */
  default void onAnswer(S snapshot) {}

  /**
   * The state of a task has changed. Delivered after {@link #onAnswer}.
   *
   * @param before the previous snapshot; null at the first answer
   * @param now the new snapshot
   */
  default void onChange(@Nullable S before, S now) {}

  /**
   * A query failed, and the wait goes on.
   *
   * @param failure the failure
   * @param inARow the number of consecutive failures, including this one
   */
  default void onFailure(RuntimeException failure, int inARow) {}

  /** The time of the next poll was chosen. */
  default void onNextPoll(NextPoll nextPoll) {}

  /**
   * A poll was delayed by more than 100 ms in the server's queue: by the limit of calls in flight,
   * the program's rate limit, or the adaptive rate limit after a 429.
   *
   * @param task the task; a {@link io.videotask.task.TaskRef} for waits of {@code VideoTasks}
   * @param delay how long it waited
   */
  default void onQueueDelay(Object task, Duration delay) {}

  /** The last wait for a task has ended. */
  default void onEnd(PollSummary<S> summary) {}

  /**
   * Returns a listener that passes each event to all of these, in this order. If one throws, the
   * others still receive the event.
   */
  static <S> PollListener<S> all(List<? extends PollListener<? super S>> listeners) {
    return new CompositePollListener<>(List.copyOf(listeners));
  }
}
