package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Polls one task for all its waits. Its state is guarded by its own lock, which is never held while
 * user callbacks run: the query, the schedule, the listeners, and dependents of the results.
 */
final class TaskPoller<S> extends PollTiming<S>
    implements WaitFuture.Owner<S>, RequestGroup.Member<S> {
  /** A wait that joins this soon after an answer does not trigger a poll. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  // Guarded by this from here on.
  private long sentAt;
  private @Nullable CompletableFuture<PollResult<S>> inFlight;

  /** Null where the task can't be queried together with others. */
  private final @Nullable RequestGroup<S> group;

  /**
   * @param state the state from which the wait begins or goes on
   * @param now the current time, by the clock of the state
   */
  TaskPoller(
      PollerContext context, StatusQuery<S> query, WaitPlan<S> plan, PollState state, long now) {
    super(context, query, plan, state, now);
    this.sentAt = now;
    this.group = context.requestGroup(query);
  }

  /**
   * Adds a wait; null if this poller has finished, and the caller has to create another.
   *
   * @param ownListener the wait's own listener; null for none
   */
  @Nullable WaitFuture<S> join(
      WaitPlan<S> waitPlan, @Nullable PollListener<? super S> ownListener) {
    WaitFuture<S> wait = newWait(this, waitPlan, ownListener);
    WaitNotifier<S> notifier = wait.notifier();
    boolean stale;
    synchronized (this) {
      if (phase == Phase.FINISHED) {
        return null;
      }
      waits.add(wait);
      if (waitPlan.expectsCallback()) {
        state = state.expectingCallback(true);
      }
      long now = context.time.nanoTime();
      state = state.resetFailures(now);
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

  /** Starts polling: now, after a delay, or when the schedule says. */
  void start(FirstPoll first) {
    RequestGroup<S> together = group;
    if (together != null) {
      together.attach();
    }
    notifyListeners(
        Duration.ZERO,
        listener -> listener.onBegin(query.task()),
        notifier -> {},
        () -> {
          Duration delay = first.delay();
          if (delay == null) {
            pollBySchedule();
          } else if (delay.isZero()) {
            pollAfter(delay, NextPoll.Reason.REQUESTED);
          } else {
            pollAfter(delay, first.reason());
            pollSoonerUnlessReliedOn();
          }
        });
  }

  /** Ends all waits: the client is closed. Their dependents run on the threads for results. */
  @Override
  public void close() {
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
  @Override
  public void remove(WaitFuture<S> wait) {
    PollCompletion<S> completion;
    WaitNotifier<S> notifier = wait.notifier();
    PollSummary<S> summary;
    synchronized (this) {
      if (!waits.remove(wait)) {
        return;
      }
      summary = notifier == null ? null : summary(false, null);
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
      cleanUp(completion);
    }
  }

  /** Ends the waits whose deadline has passed, or polls if the next poll is due. */
  @Override
  void due() {
    List<WaitFuture<S>> expired;
    boolean poll;
    S seen;
    RuntimeException failure;
    synchronized (this) {
      long now = context.time.nanoTime();
      expired = waits.expired(now);
      seen = last;
      failure = lastFailure;
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
      enqueue();
    }
  }

  @Override
  void enqueue() {
    RequestGroup<S> together = group;
    if (together == null || !together.add(this)) {
      requestQueue.enqueue(this);
    }
  }

  @Override
  double requestShare() {
    RequestGroup<S> together = group;
    return together == null ? 1 : together.requestShare();
  }

  /** Ends a wait at its deadline: with an unconfirmed end if there is one. */
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
  public boolean dispatch() {
    if (!beginQuery()) {
      return false;
    }
    context.send(this::send);
    return true;
  }

  /** Marks the query as in flight; false if it is no longer wanted. */
  @Override
  public synchronized boolean beginQuery() {
    if (phase != Phase.QUEUED) {
      return false;
    }
    phase = Phase.IN_FLIGHT;
    pollAgain = false;
    state = state.withQuery();
    sentAt = context.time.nanoTime();
    return true;
  }

  @Override
  public StatusQuery<S> query() {
    return query;
  }

  @Override
  public void queryAlone() {
    synchronized (this) {
      if (phase != Phase.IN_FLIGHT) {
        return;
      }
      phase = Phase.QUEUED;
    }
    requestQueue.enqueue(this);
  }

  @Override
  public void answeredInGroup(PollResult<S> result, long groupSentAt) {
    try {
      handle(result, groupSentAt);
    } catch (Throwable e) {
      pollAfterFailure();
    }
  }

  /** Sends the query. A test's clock is paused until its answer has been handled. */
  @Override
  public void send() {
    Runnable resume = context.time.pause();
    boolean unwanted;
    synchronized (this) {
      // All waits may have ended before a thread was free.
      unwanted = phase == Phase.FINISHED;
    }
    if (unwanted) {
      try {
        requestQueue.server.finished(null, sentAt, query);
      } finally {
        resume.run();
      }
      return;
    }
    try {
      CompletableFuture<PollResult<S>> call = query.send();
      synchronized (this) {
        unwanted = phase == Phase.FINISHED;
        inFlight = call;
      }
      if (unwanted) {
        context.cancel(call);
      }
      call.whenComplete((pollResult, thrown) -> answered(pollResult, thrown, resume));
    } catch (Throwable e) {
      answered(null, e, resume);
    }
  }

  private void answered(
      @Nullable PollResult<S> pollResult, @Nullable Throwable thrown, Runnable resume) {
    try {
      requestQueue.server.finished(pollResult, sentAt, query);
      handle(pollResult == null ? unexpected(thrown) : pollResult, sentAt);
    } catch (Throwable e) {
      pollAfterFailure();
    } finally {
      resume.run();
    }
  }

  /** Handling an answer threw: mostly an OutOfMemoryError, which may be gone by the next poll. */
  private synchronized void pollAfterFailure() {
    if (phase != Phase.FINISHED) {
      phase = Phase.IDLE;
      nextPollAt = context.timers.instantAfter(Backoff.WAIT.base());
      setTimer();
    }
  }

  @Override
  boolean beginHandling() {
    inFlight = null;
    if (phase == Phase.FINISHED) {
      return false;
    }
    phase = Phase.HANDLING;
    return true;
  }

  @Override
  void finish(S snapshot, @Nullable Duration delayAtMost) {
    completeAll(true, delayAtMost, wait -> wait.complete(snapshot));
  }

  @Override
  void fail(Throwable thrown) {
    completeAll(false, null, wait -> wait.completeExceptionally(thrown));
  }

  private void completeAll(
      boolean ended, @Nullable Duration delayAtMost, Consumer<WaitFuture<S>> complete) {
    PollCompletion<S> completion;
    synchronized (this) {
      completion = complete(ended, delayAtMost);
    }
    if (completion != null) {
      cleanUp(completion);
      completion.open().forEach(wait -> context.results.execute(() -> complete.accept(wait)));
    }
  }

  /**
   * Marks the polling as finished; called while the lock is held.
   *
   * @return what is to be done without the lock; null if it had finished before
   */
  private @Nullable PollCompletion<S> complete(boolean ended, @Nullable Duration delayAtMost) {
    if (phase == Phase.FINISHED) {
      return null;
    }
    phase = Phase.FINISHED;
    PollCompletion<S> completion =
        new PollCompletion<>(waits.all(), inFlight, summary(ended, delayAtMost));
    waits.clear();
    inFlight = null;
    context.timers.remove(this);
    return completion;
  }

  /** Deregisters this poller, cancels the query in flight, and notifies the listeners. */
  private void cleanUp(PollCompletion<S> completion) {
    RequestGroup<S> together = group;
    if (together != null) {
      together.detach();
    }
    context.pollers.remove(query.task(), this);
    context.cancel(completion.inFlight());
    notifyEnd(completion.open(), completion.summary());
  }

  @Override
  synchronized Duration queueDelay() {
    return Duration.ofNanos(sentAt - nextPollAt);
  }
}
