package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.FinalPoll;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Polls one task for all its waits. Its state is guarded by its own lock, which is never held while
 * user callbacks run: the query, the schedule, the listeners, and dependents of the results.
 */
final class TaskPoller<S> extends NotifyingPoller<S> implements ServerRequestQueue.QueuedRequest {
  // A wait that joins this soon after an answer does not trigger a poll.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private enum Phase {
    /** The next poll is scheduled. */
    IDLE,
    /** The next poll is due, and in the server's queue. */
    QUEUED,
    /** A query is in flight. */
    IN_FLIGHT,
    /** The query was answered or failed; the next step is being decided. */
    HANDLING,
    FINISHED
  }

  private final @Nullable FailureBudget budget;
  private final ServerRequestQueue serverQueue;
  private final PollState<S> state;
  private Phase phase = Phase.HANDLING;
  private boolean pollAgain;
  private long nextPollAt;
  private long sentAt;
  private @Nullable CompletableFuture<PollResult<S>> inFlight;

  TaskPoller(PollerContext context, StatusQuery<S> query, Poller.Plan<S> plan) {
    super(context, query, plan);
    this.budget = plan.budget();
    this.serverQueue = context.serverQueue(query);
    this.nextPollAt = context.time.nanoTime();
    this.sentAt = nextPollAt;
    this.state = new PollState<>(plan.historyKey(), nextPollAt);
  }

  /**
   * Adds a wait; null if this poller has finished, and the caller has to create another.
   *
   * @param ownListener the wait's own listener; null for none
   */
  @Nullable WaitFuture<S> join(
      Poller.Plan<S> waitPlan, @Nullable PollListener<? super S> ownListener) {
    WaitFuture<S> wait = newWait(this, waitPlan, ownListener);
    WaitNotifier<S> notifier = wait.notifier();
    boolean stale;
    synchronized (this) {
      if (phase == Phase.FINISHED) {
        return null;
      }
      waits.add(wait);
      long now = context.time.nanoTime();
      state.resetFailures(now);
      stale = phase == Phase.IDLE && !state.isFresh(now, FRESH);
      try {
        setTimer();
      } catch (Throwable e) {
        // No timer can be started, and there is no wait without one: undo everything.
        waits.remove(wait);
        if (waits.isEmpty()) {
          phase = Phase.FINISHED;
          context.pollers.remove(query.task(), this);
        }
        throw e;
      }
    }
    if (notifier != null) {
      notifier.post(listener -> listener.onBegin(query.task()));
    }
    if (stale) {
      pollNow();
    }
    return wait;
  }

  /**
   * Starts polling.
   *
   * @param isNew whether the task was submitted just now, so that the first query follows the
   *     schedule
   */
  void start(boolean isNew) {
    notifyListeners(
        Duration.ZERO,
        listener -> listener.onBegin(query.task()),
        notifier -> {},
        () -> {
          if (isNew) {
            synchronized (this) {
              state.markNew();
            }
            pollAfter(scheduled(), NextPoll.Reason.SCHEDULE);
          } else {
            pollAfter(Duration.ZERO, NextPoll.Reason.REQUESTED);
          }
        });
  }

  void pollNow() {
    synchronized (this) {
      if (phase != Phase.IDLE) {
        // The query in flight may have been answered before the event that the caller knows of.
        pollAgain |= phase == Phase.IN_FLIGHT || phase == Phase.HANDLING;
        return;
      }
      phase = Phase.QUEUED;
      nextPollAt = context.time.nanoTime();
    }
    serverQueue.enqueueUrgent(this);
  }

  /** Ends all waits: the client is closed. Their dependents run on the threads for results. */
  void close() {
    List<WaitFuture<S>> open;
    synchronized (this) {
      open = waits.all();
    }
    for (WaitFuture<S> wait : open) {
      if (wait.getNumberOfDependents() == 0) {
        wait.end(wait.waitFailures::closed);
      } else {
        remove(wait);
        context.results.execute(() -> wait.end(wait.waitFailures::closed));
      }
    }
  }

  /** Removes a wait that has completed; polling stops with the last one. */
  void remove(WaitFuture<S> wait) {
    Completion<S> completion;
    WaitNotifier<S> notifier = wait.notifier();
    PollSummary<S> summary;
    synchronized (this) {
      if (!waits.remove(wait)) {
        return;
      }
      summary = notifier == null ? null : state.summary(query.task(), false, null);
      if (waits.isEmpty()) {
        completion = complete(false, null);
      } else {
        setTimer();
        completion = null;
      }
    }
    if (notifier != null && summary != null) {
      notifier.ended(summary);
    }
    if (completion != null) {
      completion.cleanUp(this);
    }
  }

  @Override
  void due() {
    List<WaitFuture<S>> expired;
    boolean poll;
    S seen;
    RuntimeException failure;
    synchronized (this) {
      long now = context.time.nanoTime();
      expired = waits.expired(now);
      seen = state.last();
      failure = state.lastFailure();
      poll = expired.isEmpty() && phase == Phase.IDLE && nextPollAt - now <= 0;
      if (poll) {
        phase = Phase.QUEUED;
      }
      if (expired.isEmpty()) {
        setTimer();
      }
    }
    for (WaitFuture<S> wait : expired) {
      try {
        remove(wait);
      } finally {
        context.results.execute(() -> timeOut(wait, seen, failure));
      }
    }
    if (poll) {
      serverQueue.enqueue(this);
    }
  }

  private static <S> void timeOut(
      WaitFuture<S> wait, @Nullable S seen, @Nullable RuntimeException failure) {
    S end = wait.waitFailures.atDeadline(seen);
    if (end != null) {
      wait.complete(end);
    } else {
      wait.end(() -> wait.waitFailures.timedOut(seen, failure));
    }
  }

  @Override
  public synchronized boolean isWanted() {
    return phase == Phase.QUEUED;
  }

  @Override
  public boolean dispatch() {
    synchronized (this) {
      if (phase != Phase.QUEUED) {
        return false;
      }
      phase = Phase.IN_FLIGHT;
      pollAgain = false;
      state.countQuery();
      sentAt = context.time.nanoTime();
    }
    context.send(this::send);
    return true;
  }

  private void send() {
    try {
      CompletableFuture<PollResult<S>> call = query.send();
      boolean unwanted;
      synchronized (this) {
        unwanted = phase == Phase.FINISHED;
        inFlight = call;
      }
      if (unwanted) {
        context.cancel(call);
      }
      call.whenComplete(this::answered);
    } catch (Throwable e) {
      answered(null, e);
    }
  }

  private void answered(@Nullable PollResult<S> pollResult, @Nullable Throwable thrown) {
    try {
      serverQueue.finished(pollResult, sentAt, query);
      handle(pollResult == null ? unexpected(thrown) : pollResult);
    } catch (Throwable e) {
      // Mostly an OutOfMemoryError, which may be gone by the next poll.
      synchronized (this) {
        if (phase != Phase.FINISHED) {
          phase = Phase.IDLE;
          nextPollAt = context.timers.instantAfter(Backoff.WAIT.base());
          setTimer();
        }
      }
    }
  }

  private void handle(PollResult<S> pollResult) {
    if (pollResult instanceof PollResult.Answered<S> answer) {
      S snapshot = annotated(answer.snapshot());
      PollResult.Answered<S> annotated =
          new PollResult.Answered<>(
              snapshot,
              answer.ended(),
              answer.needsConfirmation(),
              answer.hints(),
              answer.retryAfter());
      PollState.Update<S> update;
      synchronized (this) {
        inFlight = null;
        if (phase == Phase.FINISHED) {
          return;
        }
        phase = Phase.HANDLING;
        update = state.answered(annotated, sentAt, context.time);
      }
      TaskPollLogger.answered(context.log, query, update, snapshot);
      continueAfter(annotated, update);
    } else if (pollResult instanceof PollResult.Failed<S> failure) {
      int inARow;
      boolean log;
      synchronized (this) {
        inFlight = null;
        if (phase == Phase.FINISHED) {
          return;
        }
        phase = Phase.HANDLING;
        long now = context.time.nanoTime();
        inARow = state.failed(failure, budget, now);
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
  }

  private S annotated(S snapshot) {
    S unconfirmed;
    synchronized (this) {
      unconfirmed = state.unconfirmedEnd();
    }
    if (unconfirmed == null) {
      return snapshot;
    }
    try {
      return query.afterUnconfirmedEnd(unconfirmed, snapshot);
    } catch (Throwable e) {
      return snapshot;
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
            finish(now, update.delayAtMost());
          } else if (confirmAfter != null) {
            Duration pause =
                retryAfter == null
                    ? confirmAfter
                    : PollDelays.max(confirmAfter, PollDelays.retryAfter(retryAfter));
            confirmAfter(schedule.delayAfterFailure(pause));
          } else if (retryAfter == null) {
            pollAfter(scheduled(), NextPoll.Reason.SCHEDULE);
          } else {
            Duration delay = schedule.delayAfterFailure(PollDelays.retryAfter(retryAfter));
            pollAfter(delay, NextPoll.Reason.RETRY_AFTER);
          }
        });
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
            Duration delay = schedule.delayAfterFailure(PollDelays.retryAfter(retryAfter));
            pollAfter(delay, NextPoll.Reason.RETRY_AFTER);
          }
        });
  }

  /** Returns the delay after a failure; short enough for a last poll before the deadline. */
  private Duration backoff(PollResult.RetryAdvice advice, int inARow) {
    Duration growing = Backoff.WAIT.delay(inARow, context.random);
    Duration paced;
    synchronized (this) {
      paced = state.delayAfterFailure(growing, advice, context.time.nanoTime());
    }
    Duration delay = schedule.delayAfterFailure(paced);
    synchronized (this) {
      long now = context.time.nanoTime();
      return FinalPoll.beforeDeadlineIfTime(waits.nextDeadline(now) - now, delay);
    }
  }

  private void pollAfter(Duration wanted, NextPoll.Reason why) {
    boolean urgent;
    boolean now;
    Duration delay;
    synchronized (this) {
      if (phase == Phase.FINISHED) {
        return;
      }
      // Reset only here: requests that were made while the listener ran must count.
      urgent = pollAgain;
      now = urgent || why == NextPoll.Reason.REQUESTED;
      delay = now ? Duration.ZERO : PollDelays.atLeastMinimum(wanted);
      nextPollAt = context.timers.instantAfter(delay);
      phase = now ? Phase.QUEUED : Phase.IDLE;
      setTimer();
    }
    notifyNextPoll(delay, now ? NextPoll.Reason.REQUESTED : why);
    if (urgent) {
      serverQueue.enqueueUrgent(this);
    } else if (now) {
      serverQueue.enqueue(this);
    }
  }

  private Duration scheduled() {
    ScheduleContext scheduleContext;
    synchronized (this) {
      long now = context.time.nanoTime();
      scheduleContext = state.scheduleContext(now, waits.nextDeadline(now), context.time);
    }
    return schedule.delay(scheduleContext, context.random);
  }

  private void finish(S snapshot, @Nullable Duration delayAtMost) {
    Completion<S> completion;
    synchronized (this) {
      completion = complete(true, delayAtMost);
    }
    completion.cleanUp(this);
    completion.open.forEach(wait -> context.results.execute(() -> wait.complete(snapshot)));
  }

  @Override
  void fail(Throwable thrown) {
    Completion<S> completion;
    synchronized (this) {
      completion = complete(false, null);
    }
    completion.cleanUp(this);
    completion.open.forEach(w -> context.results.execute(() -> w.completeExceptionally(thrown)));
  }

  private record Completion<S>(
      List<WaitFuture<S>> open,
      @Nullable CompletableFuture<PollResult<S>> call,
      @Nullable PollSummary<S> summary) {
    void cleanUp(TaskPoller<S> poller) {
      if (summary == null) {
        return;
      }
      poller.context.pollers.remove(poller.query.task(), poller);
      poller.context.cancel(call);
      poller.notifyEnd(open, summary);
    }
  }

  private Completion<S> complete(boolean ended, @Nullable Duration delayAtMost) {
    if (phase == Phase.FINISHED) {
      return new Completion<>(List.of(), null, null);
    }
    phase = Phase.FINISHED;
    Completion<S> completion =
        new Completion<>(waits.all(), inFlight, state.summary(query.task(), ended, delayAtMost));
    waits.clear();
    inFlight = null;
    context.timers.remove(this);
    return completion;
  }

  private synchronized Duration queueDelay() {
    return Duration.ofNanos(sentAt - nextPollAt);
  }

  private void setTimer() {
    if (waits.isEmpty()) {
      return;
    }
    long deadline = waits.nextDeadline(nextPollAt);
    boolean poll = phase == Phase.IDLE && nextPollAt - deadline < 0;
    context.timers.set(this, poll ? nextPollAt : deadline);
  }
}
