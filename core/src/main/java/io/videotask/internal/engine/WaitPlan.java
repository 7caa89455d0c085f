package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a wait.
 *
 * @param timeout the time from now to the deadline; positive
 * @param schedule chooses the interval to the next poll
 * @param budget how many consecutive failures of any kind the wait tolerates; null for the default:
 *     {@link FailureBudget#DEFAULT} until the first answer, and only the deadline afterwards
 * @param listener receives the events of the wait; null for none
 * @param waitFailures creates the exceptions for waits that end without the task having finished
 * @param historyKey identifies similar tasks, as far as known before the first answer
 * @param expectsCallback whether a callback is to be expected when the task has finished
 */
public record WaitPlan<S>(
    Duration timeout,
    Schedule schedule,
    @Nullable FailureBudget budget,
    @Nullable PollListener<? super S> listener,
    WaitFailures<S> waitFailures,
    HistoryKey historyKey,
    boolean expectsCallback) {
  /** A plan without callbacks. */
  public WaitPlan(
      Duration timeout,
      Schedule schedule,
      @Nullable FailureBudget budget,
      @Nullable PollListener<? super S> listener,
      WaitFailures<S> waitFailures,
      HistoryKey historyKey) {
    this(timeout, schedule, budget, listener, waitFailures, historyKey, false);
  }

  /** A plan for a task whose model and parameters are unknown. */
  public WaitPlan(
      Duration timeout,
      Schedule schedule,
      @Nullable FailureBudget budget,
      @Nullable PollListener<? super S> listener,
      WaitFailures<S> waitFailures) {
    this(timeout, schedule, budget, listener, waitFailures, HistoryKey.ANY);
  }

  public WaitPlan {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("the deadline of a wait must lie in the future");
    }
  }
}
