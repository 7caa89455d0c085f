package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One step of a wait that is stored between its polls: from a state and the result of a poll to the
 * next state and what follows. Pure, but for the schedule, which learns from the answer. It is made
 * of the same two decisions as a wait in memory, {@link PollTransition} and {@link PollDelay}.
 */
public sealed interface PollStep {
  /** Returns the state after the poll. */
  PollState state();

  /** The task has finished. */
  record Ended(PollState state) implements PollStep {}

  /** The failure of the query ends the wait. */
  record Failed(PollState state) implements PollStep {}

  /** The task is to be polled again after a delay. */
  record PollAgain(PollState state, Duration delay, NextPoll.Reason reason) implements PollStep {}

  /**
   * The circumstances of a step. Instants are by the clock of the state.
   *
   * @param budget the caller's failure budget; null for the default
   * @param deadline the deadline of the wait
   * @param sentAt when the query was sent
   * @param now when it was answered, or failed
   * @param wallTime the same instant
   * @param serverAnsweredAt see {@link PolledOnce#serverAnsweredAt}
   */
  record Circumstances(
      Schedule schedule,
      RandomGenerator random,
      @Nullable FailureBudget budget,
      long deadline,
      long sentAt,
      long now,
      Instant wallTime,
      @Nullable Long serverAnsweredAt) {}

  /** Returns the step before the first poll of a task that was submitted just now. */
  static PollAgain first(PollState state, Circumstances at) {
    return pollAgain(state, PollDelay.bySchedule(state, decision(at)), at);
  }

  /** Returns the step after a poll. */
  static PollStep after(PollState before, PollResult<?> result, Circumstances at) {
    PollState sent = before.withQuery();
    PollTransition transition;
    if (result instanceof PollResult.Answered<?> answer) {
      transition = PollTransition.answered(sent, answer, at.sentAt(), at.now(), at.wallTime());
    } else {
      PollResult.Failed<?> failure = (PollResult.Failed<?>) result;
      transition =
          PollTransition.failed(sent, failure, at.budget(), at.serverAnsweredAt(), at.now());
    }
    if (transition.sample() != null) {
      at.schedule().learn(transition.sample());
    }
    PollDelay next = PollDelay.after(transition.next(), transition.state(), decision(at));
    if (next != null) {
      return pollAgain(transition.state(), next, at);
    }
    return transition.next() instanceof PollTransition.Next.Fail
        ? new Failed(transition.state())
        : new Ended(transition.state());
  }

  private static PollAgain pollAgain(PollState state, PollDelay next, Circumstances at) {
    return new PollAgain(
        next.pausing(state, at.now()), PollDelay.atLeastMinimum(next.delay()), next.reason());
  }

  private static PollDelay.Circumstances decision(Circumstances at) {
    // No callback wakes a wait between its steps, so none is relied on.
    return new PollDelay.Circumstances(
        at.schedule(), at.random(), at.deadline() - at.now(), at.now(), at.wallTime(), 1);
  }
}
