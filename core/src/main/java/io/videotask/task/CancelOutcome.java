package io.videotask.task;

/** What a gateway did with a request to cancel a task. */
public enum CancelOutcome {
  /**
   * It took the request. A wait for the task ends with what the gateway says of it then: mostly
   * {@link TaskState#CANCELLED}, but a task may finish before it is cancelled.
   */
  REQUESTED,
  /** The task runs or has ended, and this gateway can't cancel it any more. */
  TOO_LATE,
  /** The gateway knows no such task. */
  NOT_FOUND
}
