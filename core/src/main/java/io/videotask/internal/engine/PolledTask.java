package io.videotask.internal.engine;

import io.videotask.poll.NextPoll;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that is being polled, as its client sees it. Thread-safe. */
public interface PolledTask {
  /** Polls now instead of at the scheduled time. */
  void pollNow();

  /**
   * Takes notice of a callback, and polls as soon as that is useful.
   *
   * @param mayHaveEnded whether the task may have finished, by what the callback says
   */
  void callback(boolean mayHaveEnded);

  /** Chooses the next poll anew if the gateway's callbacks were counted on: one was missed. */
  void callbackMissed(String gateway);

  /** Ends all waits for the task: the client is closed. */
  void close();

  /** Returns what a wait needs to go on elsewhere. */
  Snapshot snapshot();

  /**
   * What a wait needs to go on elsewhere.
   *
   * @param state the state, by {@code TimeSource.nanoTime()}
   * @param nextPollIn the time until the next poll; negative or zero where it is due or in flight,
   *     by how long it has been due
   * @param reason why the next poll is then
   * @param deadlineIn the time until the earliest deadline of the waits
   * @param last the snapshot of the last answer; null if no query was answered
   * @param now when this was, by the clock of the state
   */
  record Snapshot(
      PollState state,
      Duration nextPollIn,
      NextPoll.Reason reason,
      Duration deadlineIn,
      @Nullable Object last,
      long now) {}
}
