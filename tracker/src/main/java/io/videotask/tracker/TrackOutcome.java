package io.videotask.tracker;

import io.videotask.task.TaskState;

/** How a tracked task ended. */
public enum TrackOutcome {
  /** With a video. */
  COMPLETED,
  /** Without a video. */
  FAILED,
  /** It was cancelled before it finished. */
  CANCELLED,
  /** It timed out at the gateway or the vendor. */
  EXPIRED,
  /** The deadline of its tracking passed. The task may go on: {@link Tracker#trackOn}. */
  TIMED_OUT,
  /** The gateway says that it has no such task. */
  NOT_FOUND,
  /**
   * A submit whose outcome is unknown: a task may exist and be billed. It is never submitted again;
   * {@link Tracker#resolve} tracks it once its id is known.
   */
  OUTCOME_UNKNOWN,
  /**
   * A submit whose answer was lost, and of which it is proven since that it created no task: the
   * gateway was asked. Submitting again pays once; the tracker does not do it by itself.
   */
  NOT_CREATED;

  static TrackOutcome of(TaskState state) {
    return switch (state) {
      case COMPLETED -> COMPLETED;
      case CANCELLED -> CANCELLED;
      case EXPIRED -> EXPIRED;
      case FAILED -> FAILED;
      case QUEUED, IN_PROGRESS, UNKNOWN ->
          throw new IllegalArgumentException(state + " is not the end of a task");
    };
  }
}
