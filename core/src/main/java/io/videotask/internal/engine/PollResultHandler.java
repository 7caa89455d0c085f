package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.schedule.FinalPoll;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows each result of one task's queries: the end of its waits, a poll that
 * confirms an end, or another poll, after the schedule's delay, a backoff, or the delay that the
 * server asked for.
 */
abstract class PollResultHandler<S> extends NotifyingPoller<S> {
  final ServerRequestQueue serverQueue;

  /** Guarded by this. */
  final PollState<S> state;

  final String gateway;
  private final @Nullable FailureBudget budget;

  PollResultHandler(PollerContext context, StatusQuery<S> query, WaitPlan<S> plan, long now) {
    super(context, query, plan);
    this.budget = plan.budget();
    this.serverQueue = context.serverQueue(query);
    this.state = new PollState<>(plan.historyKey(), now);
    this.gateway = plan.historyKey().gateway();
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
   * @param delayAtMost see {@link PollState.Update#delayAtMost()}
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
    PollState.Update<S> update;
    synchronized (this) {
      if (!beginHandling()) {
        return;
      }
      update = state.answered(answer, sentAt, context.time);
    }
    TaskPollLogger.answered(context.log, query, update, answer.snapshot());
    continueAfter(answer, update);
  }

  private void handleFailure(PollResult.Failed<S> failure) {
    int inARow;
    boolean log;
    Long serverAnsweredAt = serverQueue.lastAnswerBeforeFailures();
    synchronized (this) {
      if (!beginHandling()) {
        return;
      }
      long now = context.time.nanoTime();
      inARow = state.failed(failure, budget, serverAnsweredAt, now);
      ConsecutiveFailures failures = state.failures();
      log = inARow > 0 && failures != null && failures.shouldLog(now);
    }
    if (log && serverQueue.mayLogTask()) {
      synchronized (this) {
        ConsecutiveFailures failures = state.failures();
        if (failures != null) {
          failures.markLogged();
        }
      }
      TaskPollLogger.failing(context.log, query, failure, inARow);
    }
    continueAfter(failure, inARow);
  }

  /** Adds a note to an answer that contradicts an earlier, unconfirmed end. */
  private PollResult.Answered<S> annotated(PollResult.Answered<S> answer) {
    S unconfirmed;
    synchronized (this) {
      unconfirmed = state.unconfirmedEnd();
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

  private void continueAfter(PollResult.Answered<S> answer, PollState.Update<S> update) {
    S now = answer.snapshot();
    Duration retryAfter = answer.retryAfter();
    notifyListeners(
        queueDelay(),
        listener -> {
          CallbackFailures.ignore(() -> listener.onAnswer(now));
          if (update.previous() == null || query.hasChanged(update.previous(), now)) {
            listener.onChange(update.previous(), now);
          }
        },
        notifier -> notifier.answered(now),
        () -> {
          PollSample sample = update.sample();
          if (sample != null) {
            schedule.learn(sample);
          }
          Duration confirmAfter = update.confirmAfter();
          if (update.ended()) {
            recordEnd(sample);
            finish(now, update.delayAtMost());
          } else if (confirmAfter != null) {
            Duration pause =
                retryAfter == null
                    ? confirmAfter
                    : PollDelays.max(confirmAfter, PollDelays.retryAfter(retryAfter));
            confirmAfter(schedule.delayAfterFailure(pause));
          } else if (retryAfter == null) {
            pollAfter(scheduledDelay(), NextPoll.Reason.SCHEDULE);
          } else {
            pollAfterHint(retryAfter);
          }
        });
  }

  private void continueAfter(PollResult.Failed<S> failure, int inARow) {
    if (inARow == 0) {
      fail(failure.failure());
      return;
    }
    notifyListeners(
        queueDelay(),
        listener -> listener.onFailure(failure.failure(), inARow),
        notifier -> notifier.post(listener -> listener.onFailure(failure.failure(), inARow)),
        () -> {
          Duration retryAfter = failure.retryAfter();
          if (retryAfter == null) {
            pollAfter(backoff(failure.advice(), inARow), NextPoll.Reason.BACKOFF);
          } else {
            pollAfterHint(retryAfter);
          }
        });
  }

  /** Polls after the delay that the server asked for in its Retry-After hint. */
  private void pollAfterHint(Duration retryAfter) {
    Duration delay = schedule.delayAfterFailure(PollDelays.retryAfter(retryAfter));
    pollAfter(delay, NextPoll.Reason.RETRY_AFTER);
  }

  /** Polls once more to confirm an end, before the deadline if that is near. */
  private void confirmAfter(Duration pause) {
    Duration delay;
    synchronized (this) {
      long now = context.time.nanoTime();
      delay = FinalPoll.beforeDeadline(waits.nextDeadline(now) - now, pause);
      state.confirmAt(now + delay.toNanos());
    }
    pollAfter(delay, NextPoll.Reason.CONFIRM);
  }

  /** Returns the delay after a failure; short enough for a last poll before the deadline. */
  private Duration backoff(PollResult.RetryAdvice advice, int inARow) {
    Duration growing = Backoff.WAIT.delay(inARow, context.random);
    Duration untilConfirmed;
    synchronized (this) {
      untilConfirmed = state.delayAfterFailure(growing, advice, context.time.nanoTime());
    }
    Duration delay = schedule.delayAfterFailure(untilConfirmed);
    synchronized (this) {
      long now = context.time.nanoTime();
      return FinalPoll.beforeDeadlineIfTime(waits.nextDeadline(now) - now, delay);
    }
  }

  /** Measures whether a callback has announced an end that the polls before had not seen. */
  private void recordEnd(@Nullable PollSample sample) {
    boolean expected;
    synchronized (this) {
      expected = state.callbacks() != null;
    }
    if (expected && sample != null && sample.watched()) {
      context.callbackMonitor.ended(query.task(), gateway, sample.announced());
    }
  }

  /** Returns the delay that the schedule chooses after an answer. */
  final Duration scheduledDelay() {
    return schedule.delay(scheduleContext(false), context.random);
  }

  /**
   * Returns what the schedule needs to know.
   *
   * @param sinceAnswer whether time has passed since the last answer
   */
  final synchronized ScheduleContext scheduleContext(boolean sinceAnswer) {
    long now = context.time.nanoTime();
    double missRate = 1;
    CallbackState callbacks = state.callbacks();
    if (callbacks != null) {
      // Once a callback has come, only a poll tells whether it was right.
      boolean awaited = state.awaitsCallback(now);
      missRate = awaited ? context.callbackMonitor.missRate(gateway) : 1;
      callbacks.setReliedOn(missRate < 1);
    }
    return state.scheduleContext(
        now,
        waits.nextDeadline(now),
        context.time,
        missRate,
        sinceAnswer ? state.timelineAt(now) : state.timeline());
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
