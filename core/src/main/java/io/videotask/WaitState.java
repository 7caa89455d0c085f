package io.videotask;

import io.videotask.internal.engine.PollState;
import io.videotask.poll.NextPoll;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * All that a wait has to remember between two polls, as a small JSON text: {@link ResumableWaits}
 * goes on from it in any process. It holds no key, no URL and no prompt. Immutable.
 */
public final class WaitState {
  private final TaskRef ref;
  private final Instant deadline;
  private final Instant nextPollAt;
  private final NextPoll.Reason reason;
  private final @Nullable TaskState lastState;
  private final PollState poll;

  /**
   * @param reason why the next poll is then
   * @param lastState the state of the task at the last answer; null if no query was answered
   * @param poll by a clock that shows nanoseconds since 1970
   */
  WaitState(
      TaskRef ref,
      Instant deadline,
      Instant nextPollAt,
      NextPoll.Reason reason,
      @Nullable TaskState lastState,
      PollState poll) {
    this.ref = ref;
    // As precise as it is stored.
    this.deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
    this.nextPollAt = nextPollAt.truncatedTo(ChronoUnit.MILLIS);
    this.reason = reason;
    this.lastState = lastState;
    this.poll = poll;
  }

  /**
   * Reads what {@link #toJson} returned, in this version of the library or an earlier one. Unknown
   * fields are ignored, and the order of fields does not matter.
   *
   * @throws IllegalArgumentException when the text is damaged, or a newer version of the library
   *     wrote it in a format that this one does not know; the message says which. The task is not
   *     lost: a new wait for the same reference needs no saved state
   */
  public static WaitState parse(String json) {
    return WaitStateJson.read(json);
  }

  /** Returns the state as JSON: one object on one line, mostly less than 500 characters. */
  public String toJson() {
    return WaitStateJson.write(this);
  }

  /** Returns the task that is waited for. */
  public TaskRef ref() {
    return ref;
  }

  /** Returns the deadline of the wait. */
  public Instant deadline() {
    return deadline;
  }

  /**
   * Returns when the task should be polled next; in the past where a poll is due and was not
   * answered yet. A poll before that does no harm, unless {@link #reason} is {@link
   * NextPoll.Reason#RETRY_AFTER}: then the gateway asked for the pause.
   */
  public Instant nextPollAt() {
    return nextPollAt;
  }

  /** Returns why the next poll is then. */
  public NextPoll.Reason reason() {
    return reason;
  }

  /** Returns the state of the task at the last answer; null if no query was answered. */
  public @Nullable TaskState lastState() {
    return lastState;
  }

  /** Returns the number of queries sent so far. */
  public int queries() {
    return poll.queries();
  }

  /** Returns the same wait with another deadline, such as to go on after a time-out. */
  public WaitState withDeadline(Instant other) {
    return new WaitState(ref, other, nextPollAt, reason, lastState, poll);
  }

  PollState poll() {
    return poll;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WaitState state
        && ref.equals(state.ref)
        && deadline.equals(state.deadline)
        && nextPollAt.equals(state.nextPollAt)
        && reason == state.reason
        && lastState == state.lastState
        && poll.equals(state.poll);
  }

  @Override
  public int hashCode() {
    return 31 * ref.hashCode() + poll.hashCode();
  }

  /** Returns {@link #toJson}. */
  @Override
  public String toString() {
    return toJson();
  }
}
