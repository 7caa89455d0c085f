package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import io.videotask.schedule.Schedule;
import java.time.Duration;

/**
 * When one task is polled next: at the time that the schedule chose, or sooner, because the program
 * or a callback asks for it.
 */
abstract class PollTiming<S> extends PollResultHandler<S>
    implements ServerRequestQueue.QueuedRequest, PolledTask {
  enum Phase {
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

  // Guarded by this from here on.
  Phase phase = Phase.HANDLING;
  boolean pollAgain;
  private NextPoll.Reason reason = NextPoll.Reason.REQUESTED;

  /** When to poll for a callback that came while another poll was under way; 0 for none. */
  private long callbackPollAt;

  long nextPollAt;

  /**
   * @param state the state from which the wait begins or goes on
   * @param now the current time, by the clock of the state
   */
  PollTiming(
      PollerContext context, StatusQuery<S> query, WaitPlan<S> plan, PollState state, long now) {
    super(context, query, plan, state);
    this.nextPollAt = now;
  }

  /** Polls now; if a query is in flight, once more after its answer. */
  @Override
  public void pollNow() {
    synchronized (this) {
      if (phase != Phase.IDLE) {
        // The query in flight may have been answered before the event that the caller knows of.
        pollAgain |= phase == Phase.IN_FLIGHT || phase == Phase.HANDLING;
        return;
      }
      phase = Phase.QUEUED;
      nextPollAt = context.time.nanoTime();
    }
    requestQueue.enqueueUrgent(this);
  }

  @Override
  public void callback(boolean mayHaveEnded) {
    synchronized (this) {
      if (phase == Phase.FINISHED) {
        return;
      }
      if (!mayHaveEnded) {
        state = state.expectingCallback(true);
        return;
      }
      state = state.announced(context.time.nanoTime());
    }
    withSchedule(() -> pollForCallback(delayAfterCallback()));
  }

  private Duration delayAfterCallback() {
    Decision decision = decision();
    try {
      return PollDelay.afterCallback(decision.state(), decision.at());
    } catch (Throwable e) {
      // The wait does not depend on it: polling at once is what other schedules do.
      return Duration.ZERO;
    }
  }

  /** Runs an action that calls the schedule, which may block if it is the caller's. */
  private void withSchedule(Runnable action) {
    if (Schedule.isBuiltIn(schedule)) {
      action.run();
    } else {
      context.callbacks.execute(action);
    }
  }

  private void pollForCallback(Duration delay) {
    boolean now;
    Duration wait;
    synchronized (this) {
      long at = CallbackState.orNone(state.callbacks()).pollAt(context.timers.instantAfter(delay));
      if (phase == Phase.IN_FLIGHT || phase == Phase.HANDLING) {
        // The query in flight may have been answered before the event that the callback tells of.
        callbackPollAt = at == 0 ? 1 : at;
        return;
      }
      // A server that asked for a pause gets it, also when a callback comes.
      if (phase != Phase.IDLE || reason == NextPoll.Reason.RETRY_AFTER || nextPollAt - at <= 0) {
        return;
      }
      state = state.withCallbackPoll(at);
      wait = Duration.ofNanos(Math.max(0, at - context.time.nanoTime()));
      now = wait.isZero();
      phase = now ? Phase.QUEUED : Phase.IDLE;
      nextPollAt = at;
      reason = NextPoll.Reason.CALLBACK;
      setTimer();
    }
    notifyNextPoll(wait, NextPoll.Reason.CALLBACK);
    if (now) {
      requestQueue.enqueueForCallback(this);
    }
  }

  /** Returns whether the next poll is late because callbacks are relied on. */
  private boolean reliesOnCallbacks(String at) {
    return at.equals(gateway)
        && phase == Phase.IDLE
        && reason == NextPoll.Reason.SCHEDULE
        && state.reliesOnCallbacks();
  }

  @Override
  public void callbackMissed(String missedAt) {
    synchronized (this) {
      if (!reliesOnCallbacks(missedAt)) {
        return;
      }
    }
    withSchedule(() -> CallbackFailures.ignore(this::pollAsUsual));
  }

  /**
   * Moves the next poll forward if it is late because another client relied on callbacks, and this
   * one does not.
   */
  final void pollSoonerUnlessReliedOn() {
    Decision decision = decision();
    if (decision.state().reliesOnCallbacks() && decision.at().missRate() == 1) {
      CallbackFailures.ignore(this::pollAsUsual);
    }
  }

  /** Moves the next poll to some time within the interval that has become the usual one again. */
  private void pollAsUsual() {
    Decision decision = decision();
    PollDelay usual = PollDelay.anew(decision.state(), decision.at());
    synchronized (this) {
      if (phase != Phase.IDLE || reason != NextPoll.Reason.SCHEDULE) {
        return;
      }
      state = usual.pausing(state, decision.at().now());
      long at =
          context.time.nanoTime() + (long) (usual.delay().toNanos() * context.random.nextDouble());
      if (at - nextPollAt < 0) {
        nextPollAt = at;
        setTimer();
      }
    }
  }

  /** Returns the state by the clock of the waits, and the time until the next poll. */
  @Override
  public synchronized PolledTask.Snapshot snapshot() {
    long now = context.time.nanoTime();
    return new PolledTask.Snapshot(
        state,
        Duration.ofNanos(phase == Phase.IDLE ? nextPollAt - now : Math.min(0, nextPollAt - now)),
        phase == Phase.IDLE ? reason : NextPoll.Reason.REQUESTED,
        Duration.ofNanos(Math.max(0, waits.nextDeadline(now) - now)),
        last,
        now);
  }

  @Override
  public synchronized boolean isWanted() {
    return phase == Phase.QUEUED;
  }

  @Override
  void pollAfter(Duration planned, NextPoll.Reason plannedReason) {
    boolean urgent;
    boolean now;
    Duration delay;
    Duration wanted = planned;
    NextPoll.Reason why = plannedReason;
    synchronized (this) {
      if (phase == Phase.FINISHED) {
        return;
      }
      long callbackAt = callbackPollAt;
      callbackPollAt = 0;
      long callbackDelay = callbackAt - context.time.nanoTime();
      if (callbackAt != 0
          && planned.compareTo(Duration.ofNanos(callbackDelay)) > 0
          && plannedReason != NextPoll.Reason.RETRY_AFTER) {
        state = state.withCallbackPoll(callbackAt);
        wanted = Duration.ofNanos(Math.max(0, callbackDelay));
        why = NextPoll.Reason.CALLBACK;
      }
      // Reset only here: requests that were made while the listener ran must count.
      urgent = pollAgain;
      now = urgent || why == NextPoll.Reason.REQUESTED;
      delay = now ? Duration.ZERO : PollDelay.atLeastMinimum(wanted);
      nextPollAt = context.timers.instantAfter(delay);
      phase = now ? Phase.QUEUED : Phase.IDLE;
      reason = why;
      setTimer();
    }
    notifyNextPoll(delay, now ? NextPoll.Reason.REQUESTED : why);
    if (urgent) {
      requestQueue.enqueueUrgent(this);
    } else if (now) {
      enqueue();
    }
  }

  /** Puts a scheduled poll into the server's queue, or into that of a group. */
  abstract void enqueue();

  /** Sets the timer to the next poll or the next deadline, whichever is earlier. */
  final void setTimer() {
    if (waits.isEmpty()) {
      return;
    }
    long deadline = waits.nextDeadline(nextPollAt);
    boolean poll = phase == Phase.IDLE && nextPollAt - deadline < 0;
    context.timers.set(this, poll ? nextPollAt : deadline);
  }
}
