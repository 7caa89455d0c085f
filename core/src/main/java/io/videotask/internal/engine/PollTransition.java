package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import io.videotask.poll.FailureBudget;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.TaskTimeline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the result of one poll changes, and what follows it. Pure: computed from the state and the
 * result alone, so that a wait that is stored between its polls decides like one in memory. Both
 * then ask {@link PollDelay} for the delay.
 *
 * @param state the state after the result
 * @param next what follows
 * @param sample the sample for the schedule to learn from; null if there is none
 */
record PollTransition(PollState state, Next next, @Nullable PollSample sample) {

  /** What follows the result of a poll. */
  sealed interface Next {
    /**
     * The task has finished.
     *
     * @param delayAtMost the longest that it can have been finished before this answer; null if
     *     unknown
     */
    record End(@Nullable Duration delayAtMost) implements Next {}

    /** The failure ends the wait. */
    record Fail() implements Next {}

    /** Another poll, when the schedule says. */
    record BySchedule() implements Next {}

    /** Another poll, after the delay that the server asked for. */
    record AfterHint(Duration retryAfter) implements Next {}

    /** A poll that confirms the end, after this pause. */
    record Confirm(Duration pause) implements Next {}

    /** Another poll, after a backoff. */
    record Retry(PollResult.RetryAdvice advice, int inARow) implements Next {}
  }

  /**
   * Computes what an answer changes.
   *
   * @param sentAt when its query was sent, by the clock of the state
   * @param now when it was answered, by that clock
   * @param wallTime the same instant, for the schedule to learn from
   */
  static PollTransition answered(
      PollState state, PollResult.Answered<?> answer, long sentAt, long now, Instant wallTime) {
    IncompleteEnd incomplete = state.incomplete();
    boolean goesOn = false;
    Duration retryAfter = answer.retryAfter();
    if (answer.ended() && answer.incomplete()) {
      incomplete = incomplete == null ? new IncompleteEnd(now, 0) : incomplete;
      goesOn = now - incomplete.since() < IncompleteEnd.WINDOW.toNanos();
    }
    if (goesOn && incomplete != null) {
      incomplete = new IncompleteEnd(incomplete.since(), incomplete.retries() + 1);
      retryAfter = Backoff.VIDEO_URL.delay(incomplete.retries(), () -> 0L, retryAfter);
    } else if (needsConfirmation(state, answer, sentAt)) {
      // An unconfirmed end yields no sample and leaves the timeline as it is.
      return confirming(state, retryAfter, now);
    }
    boolean ended = answer.ended() && !goesOn;
    UnconfirmedEnd doubted = state.unconfirmed();
    if (doubted != null && !ended) {
      doubted = new UnconfirmedEnd(doubted.confirmAt(), true);
    }
    TaskTimeline before = state.timeline();
    TaskTimeline after = before.after(answer.hints(), age(state, answer, now).toNanos() / 1e9);
    PollSample sample =
        new PollSample(
            before,
            after,
            state.watched(),
            ended,
            answer.hints(),
            wallTime,
            ended && state.isAnnounced(now));
    Duration delayAtMost = state.watched() ? Duration.ofNanos(now - state.seenAt()) : null;
    Next next =
        ended
            ? new Next.End(delayAtMost)
            : retryAfter == null ? new Next.BySchedule() : new Next.AfterHint(retryAfter);
    return new PollTransition(state.withAnswer(after, sentAt, doubted, incomplete), next, sample);
  }

  private static boolean needsConfirmation(
      PollState state, PollResult.Answered<?> answer, long sentAt) {
    UnconfirmedEnd doubted = state.unconfirmed();
    boolean confirms = doubted != null && !doubted.retracted() && sentAt - doubted.confirmAt() >= 0;
    return answer.ended() && answer.needsConfirmation() && !confirms;
  }

  /**
   * The end needs a second poll. A query that was sent before the pause was over neither confirms
   * the end nor extends the pause.
   */
  private static PollTransition confirming(
      PollState state, @Nullable Duration retryAfter, long now) {
    UnconfirmedEnd known = state.unconfirmed();
    UnconfirmedEnd doubted =
        known == null || known.retracted()
            ? new UnconfirmedEnd(now + UnconfirmedEnd.PAUSE.toNanos(), false)
            : known;
    Duration pause = Duration.ofNanos(Math.max(0, doubted.confirmAt() - now));
    Duration longer =
        retryAfter == null ? pause : PollDelay.max(pause, PollDelay.retryAfter(retryAfter));
    return new PollTransition(state.withUnconfirmedEnd(doubted), new Next.Confirm(longer), null);
  }

  private static Duration age(PollState state, PollResult.Answered<?> answer, long now) {
    Duration waited = Duration.ofNanos(now - state.startedAt());
    Duration age = answer.hints().age();
    return age == null || age.compareTo(waited) < 0 ? waited : age;
  }

  /**
   * Computes what a failed query changes.
   *
   * @param budget the caller's failure budget; null for the default
   * @param serverAnsweredAt see {@link ServerHealth#lastAnswerBeforeFailures}
   * @param now when the query failed, by the clock of the state
   */
  static PollTransition failed(
      PollState state,
      PollResult.Failed<?> failure,
      @Nullable FailureBudget budget,
      @Nullable Long serverAnsweredAt,
      long now) {
    ConsecutiveFailures before = state.failures();
    ConsecutiveFailures failures =
        (before == null ? ConsecutiveFailures.none(now) : before)
            .with(failure.advice(), serverAnsweredAt, now);
    PollState after = state.withFailure(failures);
    Duration retryAfter = failure.retryAfter();
    Next next;
    if (failures.endsWait(failure.advice(), state.answered() || state.accepted(), budget)) {
      next = new Next.Fail();
    } else if (retryAfter == null) {
      next = new Next.Retry(failure.advice(), failures.inARow());
    } else {
      next = new Next.AfterHint(retryAfter);
    }
    return new PollTransition(after, next, null);
  }
}
