package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.poll.NextPoll;
import io.videotask.schedule.FinalPoll;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.TaskTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The delay to the next poll of one task, and the reason for it.
 *
 * @param delay not negative
 * @param reliesOnCallbacks whether it is longer than it would be without callbacks
 */
record PollDelay(Duration delay, NextPoll.Reason reason, boolean reliesOnCallbacks) {
  private static final Duration MIN_DELAY = Duration.ofMillis(10);
  private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

  PollDelay(Duration delay, NextPoll.Reason reason) {
    this(delay, reason, false);
  }

  /**
   * The circumstances of a decision.
   *
   * @param untilDeadline nanoseconds from now to the deadline of the wait
   * @param now by the clock of the state
   * @param wallTime the same instant
   * @param missRate the share of ends at the task's gateway that no callback announces: 1 where
   *     callbacks are not relied on
   * @param requestShare the part of a request that a poll costs
   */
  record Circumstances(
      Schedule schedule,
      RandomGenerator random,
      long untilDeadline,
      long now,
      Instant wallTime,
      double missRate,
      double requestShare) {
    /** The circumstances of a task that is queried alone. */
    Circumstances(
        Schedule schedule,
        RandomGenerator random,
        long untilDeadline,
        long now,
        Instant wallTime,
        double missRate) {
      this(schedule, random, untilDeadline, now, wallTime, missRate, 1);
    }
  }

  /** Returns the delay after a transition; null if it ends the wait. */
  static @Nullable PollDelay after(PollTransition.Next next, PollState state, Circumstances at) {
    if (next instanceof PollTransition.Next.BySchedule) {
      return bySchedule(state, at);
    }
    if (next instanceof PollTransition.Next.AfterHint hint) {
      // The delay that the server asked for in its Retry-After hint.
      Duration asked = at.schedule().delayAfterFailure(retryAfter(hint.retryAfter()));
      return new PollDelay(asked, NextPoll.Reason.RETRY_AFTER);
    }
    if (next instanceof PollTransition.Next.Confirm confirm) {
      // Before the deadline if that is near.
      Duration pause = at.schedule().delayAfterFailure(confirm.pause());
      return new PollDelay(
          FinalPoll.beforeDeadline(at.untilDeadline(), pause), NextPoll.Reason.CONFIRM);
    }
    if (next instanceof PollTransition.Next.Retry retry) {
      return new PollDelay(backoff(state, retry, at), NextPoll.Reason.BACKOFF);
    }
    return null;
  }

  /** Returns the delay that the schedule chooses after an answer, or before the first poll. */
  static PollDelay bySchedule(PollState state, Circumstances at) {
    return bySchedule(context(state, state.timeline(), at), at);
  }

  /** Returns the delay that the schedule chooses when some time has passed since the answer. */
  static PollDelay anew(PollState state, Circumstances at) {
    return bySchedule(context(state, state.timelineAt(at.now()), at), at);
  }

  private static PollDelay bySchedule(ScheduleContext context, Circumstances at) {
    return new PollDelay(
        at.schedule().delay(context, at.random()),
        NextPoll.Reason.SCHEDULE,
        context.missRate() < 1);
  }

  /** Returns the delay after a callback that says that the task may have finished. */
  static Duration afterCallback(PollState state, Circumstances at) {
    return at.schedule()
        .delayAfterCallback(context(state, state.timelineAt(at.now()), at), at.random());
  }

  private static ScheduleContext context(PollState state, TaskTimeline known, Circumstances at) {
    // Once a callback has come, only a poll tells whether it was right.
    double missRate = state.awaitsCallback(at.now()) ? at.missRate() : 1;
    return new ScheduleContext(
        state.queries(),
        Duration.ofNanos(at.untilDeadline()),
        at.wallTime(),
        known,
        missRate,
        at.requestShare());
  }

  /** Returns the delay after a failure; short enough for a last poll before the deadline. */
  private static Duration backoff(
      PollState state, PollTransition.Next.Retry retry, Circumstances at) {
    Duration growing = Backoff.WAIT.delay(retry.inARow(), at.random());
    ConsecutiveFailures failures = state.failures();
    Duration untilConfirmed =
        failures == null ? growing : failures.delay(growing, retry.advice(), at.now());
    Duration delay = at.schedule().delayAfterFailure(untilConfirmed);
    return FinalPoll.beforeDeadlineIfTime(at.untilDeadline(), delay);
  }

  /** Returns the state in which the wait pauses until the next poll. */
  PollState pausing(PollState state, long now) {
    return reason == NextPoll.Reason.CONFIRM
        ? state.confirmAt(now + delay.toNanos())
        : state.relyingOnCallbacks(reliesOnCallbacks);
  }

  /** Returns the delay that a schedule wants, but at least 10 ms. */
  static Duration atLeastMinimum(Duration wanted) {
    return max(wanted, MIN_DELAY);
  }

  /** Returns the delay that a server asked for, but at least 1 s and at most 5 minutes. */
  static Duration retryAfter(Duration asked) {
    return max(Backoff.limited(asked), MIN_RETRY_AFTER);
  }

  /** Returns the longer one. */
  static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
