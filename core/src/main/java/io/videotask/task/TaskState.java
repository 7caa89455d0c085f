package io.videotask.task;

/** Where a task stands, in the same seven words for every gateway. */
public enum TaskState {
  /** Accepted, not begun. */
  QUEUED,
  /** Being made. */
  IN_PROGRESS,
  /** Made. The result may still lack an address; a note says so then. */
  COMPLETED,
  /** Ended without a video. */
  FAILED,
  /** Ended because somebody stopped it. */
  CANCELLED,
  /** Ended because its time ran out at the gateway or the vendor. */
  EXPIRED,
  /** The gateway's word is missing, or is one that we don't know. Not an end: polling goes on. */
  UNKNOWN;

  /** Whether nothing more can happen to the task. */
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
      case QUEUED, IN_PROGRESS, UNKNOWN -> false;
    };
  }
}
