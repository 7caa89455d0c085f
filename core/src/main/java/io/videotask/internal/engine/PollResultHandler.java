package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles each result of one task's queries: notifies the listeners, and then ends the waits or
 * schedules the next poll, as {@link PollTransition} and {@link PollDelay} decide.
 */
abstract class PollResultHandler<S> extends NotifyingPoller<S> {
  final RateLimitedQueue requestQueue;
  final String gateway;
  private final @Nullable FailureBudget budget;

  // Guarded by this from here on.
  PollState state;

  /** The snapshot of the last answer; null if no query was answered. */
  @Nullable S last;

  /** The failure of the last query; null if it was answered. */
  @Nullable RuntimeException lastFailure;

  /** The last end that was not confirmed at once; null if there was none. */
  private @Nullable S doubted;

  PollResultHandler(
      PollerContext context, StatusQuery<S> query, WaitPlan<S> plan, PollState state) {
    super(context, query, plan);
    this.budget = plan.budget();
    this.requestQueue = context.requestQueue(query);
    this.gateway = plan.historyKey().gateway();
    this.state = state;
  }

  /**
   * Marks the query in flight as answered or failed; called while the lock is held.
   *
   * @return false if the polling has finished, and the result must be ignored
   */
  abstract boolean beginHandling();

  /** Returns how long the last query waited in the server's queue. */
  abstract Duration queueDelay();

  /** Schedules the next poll. */
  abstract void pollAfter(Duration wanted, NextPoll.Reason why);

  /**
   * Completes all waits.
   *
   * @param delayAtMost see {@link PollTransition.Next.End#delayAtMost()}
   */
  abstract void finish(S snapshot, @Nullable Duration delayAtMost);

  /** Handles the result of one query. */
  final void handle(PollResult<S> pollResult, long sentAt) {
    if (pollResult instanceof PollResult.Answered<S> answer) {
      handleAnswer(annotated(answer), sentAt);
    } else if (pollResult instanceof PollResult.Failed<S> failure) {
      handleFailure(failure);
    }
  }

  private void handleAnswer(PollResult.Answered<S> answer, long sentAt) {
    S now = answer.snapshot();
    S previous;
    boolean wasLogged;
    PollTransition transition;
    synchronized (this) {
      if (!beginHandling()) {
        return;
      }
      previous = last;
      wasLogged = state.areFailuresLogged();
      transition =
          PollTransition.answered(
              state, answer, sentAt, context.time.nanoTime(), context.time.now());
      UnconfirmedEnd known = state.unconfirmed();
      if (transition.next() instanceof PollTransition.Next.Confirm
          && (known == null || known.retracted())) {
        doubted = now;
      }
      state = transition.state();
      last = now;
      lastFailure = null;
    }
    TaskPollLogger.answered(context.log, query, previous, now, wasLogged);
    notifyListeners(
        queueDelay(),
        listener -> {
          CallbackFailures.ignore(() -> listener.onAnswer(now));
          if (previous == null || query.hasChanged(previous, now)) {
            listener.onChange(previous, now);
          }
        },
        notifier -> notifier.answered(now),
        () -> {
          if (transition.sample() != null) {
            schedule.learn(transition.sample());
          }
          if (transition.next() instanceof PollTransition.Next.End end) {
            recordEnd(transition);
            finish(now, end.delayAtMost());
          } else {
            continueAfter(transition.next());
          }
        });
  }

  private void handleFailure(PollResult.Failed<S> failure) {
    PollTransition transition;
    Long serverAnsweredAt = requestQueue.server.lastAnswerBeforeFailures();
    synchronized (this) {
      if (!beginHandling()) {
        return;
      }
      transition =
          PollTransition.failed(state, failure, budget, serverAnsweredAt, context.time.nanoTime());
      state = transition.state();
      lastFailure = failure.failure();
    }
    ConsecutiveFailures failures = transition.state().failures();
    if (failures == null || transition.next() instanceof PollTransition.Next.Fail) {
      fail(failure.failure());
      return;
    }
    int inARow = failures.inARow();
    if (failures.shouldLog() && requestQueue.server.mayLogTask()) {
      synchronized (this) {
        state = state.withFailuresLogged();
      }
      TaskPollLogger.failing(context.log, query, failure, inARow);
    }
    notifyListeners(
        queueDelay(),
        listener -> listener.onFailure(failure.failure(), inARow),
        notifier -> notifier.post(listener -> listener.onFailure(failure.failure(), inARow)),
        () -> continueAfter(transition.next()));
  }

  /** Adds a note to an answer that contradicts an earlier, unconfirmed end. */
  private PollResult.Answered<S> annotated(PollResult.Answered<S> answer) {
    S unconfirmed;
    synchronized (this) {
      unconfirmed = doubted;
    }
    if (unconfirmed == null) {
      return answer;
    }
    try {
      return answer.withSnapshot(query.afterUnconfirmedEnd(unconfirmed, answer.snapshot()));
    } catch (Throwable e) {
      return answer;
    }
  }

  /** Measures whether a callback has announced an end that the polls before had not seen. */
  private void recordEnd(PollTransition transition) {
    boolean expected;
    boolean announced;
    synchronized (this) {
      expected = state.expectsCallback();
      announced = state.isAnnounced(context.time.nanoTime());
    }
    if (expected && transition.sample() != null && transition.sample().watched()) {
      context.callbackMonitor.ended(query.task(), gateway, announced);
    }
  }

  /** Schedules the next poll. */
  private void continueAfter(PollTransition.Next decided) {
    Decision decision = decision();
    PollDelay next = PollDelay.after(decided, decision.state(), decision.at());
    if (next != null) {
      pollAfter(next, decision.at());
    }
  }

  /** Polls when the schedule says. */
  final void pollBySchedule() {
    Decision decision = decision();
    pollAfter(PollDelay.bySchedule(decision.state(), decision.at()), decision.at());
  }

  private void pollAfter(PollDelay next, PollDelay.Circumstances at) {
    synchronized (this) {
      state = next.pausing(state, at.now());
    }
    pollAfter(next.delay(), next.reason());
  }

  /** What a decision about the next poll is made from. */
  record Decision(PollState state, PollDelay.Circumstances at) {}

  /**
   * Returns the current state and circumstances, for a schedule that is called without the lock.
   */
  final synchronized Decision decision() {
    long now = context.time.nanoTime();
    double missRate = state.expectsCallback() ? context.callbackMonitor.missRate(gateway) : 1;
    return new Decision(
        state,
        new PollDelay.Circumstances(
            schedule,
            context.random,
            waits.nextDeadline(now) - now,
            now,
            context.time.now(),
            missRate,
            requestShare()));
  }

  /** Returns the part of a request that a poll of this task costs: 1, or less. */
  abstract double requestShare();

  /** Called while the lock is held. */
  final PollSummary<S> summary(boolean ended, @Nullable Duration delayAtMost) {
    return new PollSummary<>(
        query.task(), last, ended, state.queries(), state.failedQueries(), delayAtMost);
  }

  /** Maps what a query threw instead of answering to a transient failure of the wait. */
  final PollResult<S> unexpected(@Nullable Throwable thrown) {
    Throwable cause =
        thrown == null
            ? new IllegalStateException("a query without a result")
            : RootCause.of(thrown);
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    RuntimeException failure =
        open.isEmpty()
            ? new IllegalStateException(cause)
            : open.get(0).waitFailures.unexpected(cause);
    return new PollResult.Failed<>(failure, PollResult.RetryAdvice.RETRY_IN_WAIT, null);
  }
}
