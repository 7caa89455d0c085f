package io.videotask.internal.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * From which state a wait begins, and when it polls first.
 *
 * @param state the state, by {@code TimeSource.nanoTime()}; null for a wait that begins anew
 * @param accepted whether the task was submitted just now; for a wait that begins anew
 * @param delay the delay before the first poll; null where the schedule chooses it
 */
public record FirstPoll(@Nullable PollState state, boolean accepted, @Nullable Duration delay) {
  /** A wait for a task about which nothing is known polls at once. */
  public static final FirstPoll AT_ONCE = new FirstPoll(null, false, Duration.ZERO);

  /**
   * A task that was submitted just now cannot have finished: its first poll follows the schedule.
   */
  public static final FirstPoll BY_SCHEDULE = new FirstPoll(null, true, null);

  /** Returns how a wait goes on from a stored state. */
  public static FirstPoll resumed(PollState state, Duration delay) {
    return new FirstPoll(state, state.accepted(), delay);
  }

  /**
   * Returns how the wait begins after a callback that came before it: it polls at once.
   *
   * @param now the current time, by the clock of the state
   */
  public FirstPoll afterCallback(long now) {
    return state == null ? AT_ONCE : resumed(state.announced(now), Duration.ZERO);
  }
}
