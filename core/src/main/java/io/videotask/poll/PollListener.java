package io.videotask.poll;

import io.videotask.internal.engine.CompositePollListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told what waits see and decide. Called one at a time for each task, on a thread of the client
 * that is there for it; a task is not asked for again before the listener has returned, all others
 * are. What it throws is ignored, and the wait goes on.
 *
 * <p>Waits for one task share its queries, and what is told of them is told once.
 *
 * @param <S> what a query sees
 */
public interface PollListener<S> {
  /** A task is waited for, by nobody before. */
  default void onBegin(Object task) {}

  /** A query was answered. */
  default void onAnswer(S snapshot) {}

  /**
   * A task stands elsewhere than before. Comes after {@link #onAnswer}.
   *
   * @param before null at the first answer
   */
  default void onChange(@Nullable S before, S now) {}

  /**
   * A query failed, and the wait goes on.
   *
   * @param failure what happened
   * @param inARow how many queries in a row have failed by now, this one included
   */
  default void onFailure(RuntimeException failure, int inARow) {}

  /** It was decided when to ask next. */
  default void onDecision(NextPoll decision) {}

  /**
   * A query was due and had to wait: too many calls under way, a rate that the user set, or a
   * gateway that said it was asked too often.
   */
  default void onHeldBack(Object task, Duration delay) {}

  /** A task is waited for no longer. */
  default void onEnd(PollSummary<S> ending) {}

  /** Tells all of them, in this order; one that throws doesn't keep the others from hearing. */
  static <S> PollListener<S> all(List<? extends PollListener<? super S>> listeners) {
    return listeners.isEmpty()
        ? new Nobody<>()
        : new CompositePollListener<>(List.copyOf(listeners));
  }

  /** Nobody is told anything, and nothing is spent on it. */
  final class Nobody<S> implements PollListener<S> {
    Nobody() {}
  }
}
