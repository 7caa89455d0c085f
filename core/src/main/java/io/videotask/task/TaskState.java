package io.videotask.task;

/** The state of a task, one of seven for every gateway. */
public enum TaskState {
  /** Accepted, not started. */
  QUEUED,
  /** Running. */
  IN_PROGRESS,
  /** Finished with a video. The result may still lack a URL; a note says so then. */
  COMPLETED,
  /** Ended without a video. */
  FAILED,
  /** Cancelled before it finished. */
  CANCELLED,
  /** Timed out at the gateway or the vendor. */
  EXPIRED,
  /** The status is missing or unknown. Not terminal: polling continues. */
  UNKNOWN;

  /** Returns whether the state is final. */
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
      case QUEUED, IN_PROGRESS, UNKNOWN -> false;
    };
  }
}
