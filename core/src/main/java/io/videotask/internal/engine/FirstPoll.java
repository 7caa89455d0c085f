package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From which state a wait begins, and when it polls first.
 *
 * @param state the state, by {@code TimeSource.nanoTime()}; null for a wait that begins anew
 * @param accepted whether the task was submitted just now; for a wait that begins anew
 * @param delay the delay before the first poll; null where the schedule chooses it
 * @param reason why the first poll is then, if there is a delay
 */
public record FirstPoll(
    @Nullable PollState state, boolean accepted, @Nullable Duration delay, NextPoll.Reason reason) {
  /** A wait for a task about which nothing is known polls at once. */
  public static final FirstPoll AT_ONCE =
      new FirstPoll(null, false, Duration.ZERO, NextPoll.Reason.REQUESTED);

  /**
   * A task that was submitted just now cannot have finished: its first poll follows the schedule.
   */
  public static final FirstPoll BY_SCHEDULE =
      new FirstPoll(null, true, null, NextPoll.Reason.SCHEDULE);

  /**
   * Returns how a wait goes on from a stored state.
   *
   * @param delay the time until its next poll; zero where that is due
   * @param reason why the next poll is then
   */
  public static FirstPoll resumed(PollState state, Duration delay, NextPoll.Reason reason) {
    return new FirstPoll(state, state.accepted(), delay, reason);
  }

  /**
   * Returns how the wait begins after a callback that came before it: it polls at once, unless the
   * server has asked for a pause.
   *
   * @param now the current time, by the clock of the state
   */
  public FirstPoll afterCallback(long now) {
    if (state == null || delay == null) {
      return AT_ONCE;
    }
    PollState announced = state.announced(now);
    return reason == NextPoll.Reason.RETRY_AFTER
        ? resumed(announced, delay, reason)
        : resumed(announced, Duration.ZERO, NextPoll.Reason.REQUESTED);
  }
}
