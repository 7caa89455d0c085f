package io.videotask.tracker;

import io.videotask.task.TaskRef;
import org.jspecify.annotations.Nullable;

/**
 * A change of a row by the owner of its shard. It applies only to a row in the state from which it
 * was decided.
 *
 * @param from the state of the row
 * @param fromEnds the number of its ends
 * @param found the task that an intent turned out to have created; null where the row's stays
 */
record Transition(
    String id,
    int shard,
    TrackState from,
    int fromEnds,
    TrackState to,
    @Nullable TrackOutcome outcome,
    int ends,
    int attempts,
    long nextAttempt,
    @Nullable String error,
    @Nullable String waitState,
    @Nullable String failure,
    @Nullable TaskRef found) {
  /**
   * The end of the task, which is to be delivered.
   *
   * @param why why the task failed, as JSON; null for none
   * @param reason why there is an end that the gateway did not report; null for none
   */
  Transition ended(TrackOutcome how, @Nullable String why, @Nullable String reason) {
    return new Transition(
        id,
        shard,
        from,
        fromEnds,
        TrackState.ENDED,
        how,
        fromEnds + 1,
        0,
        0,
        StoredMessage.of(reason),
        how == TrackOutcome.OUTCOME_UNKNOWN ? waitState : null,
        why,
        null);
  }

  /** The handler has failed once more. */
  Transition failed(int failures, long again, String reason) {
    return with(failures, again, StoredMessage.of(reason), waitState, failure);
  }

  /** The task of an intent was looked for in vain, and is to be looked for again. */
  Transition searched(int times, long again) {
    return with(times, again, error, waitState, failure);
  }

  /** The task of an intent was found. */
  Transition found(TaskRef task) {
    return new Transition(
        id, shard, from, fromEnds, TrackState.OPEN, null, ends, 0, 0, null, null, null, task);
  }

  /** What the delivery needs cannot be had now; no failure of the handler. */
  Transition postponed(long again, String reason) {
    return failed(attempts, again, reason);
  }

  /** The state of the wait is stored. */
  Transition withWait(String json) {
    return with(attempts, nextAttempt, error, json, failure);
  }

  /** Without the texts that a database may refuse: what the application needs is left. */
  Transition withoutTexts() {
    String plain = error == null ? null : "the database refused the reason";
    return with(attempts, nextAttempt, plain, null, null);
  }

  private Transition with(
      int times, long again, @Nullable String reason, @Nullable String wait, @Nullable String why) {
    return new Transition(
        id, shard, from, fromEnds, to, outcome, ends, times, again, reason, wait, why, found);
  }
}
