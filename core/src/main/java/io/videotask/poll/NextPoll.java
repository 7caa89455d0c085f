package io.videotask.poll;

import java.time.Duration;

/**
 * When a task is polled next, and why then.
 *
 * @param task the task; a {@link io.videotask.task.TaskRef} for waits of {@code VideoTasks}
 * @param delay the time from now to the poll; a poll that is requested may come before it
 * @param reason why
 */
public record NextPoll(Object task, Duration delay, Reason reason) {
  /** The reason for the time of a poll. */
  public enum Reason {
    /** The schedule chose the interval. */
    SCHEDULE,
    /** The gateway sent a Retry-After hint. */
    RETRY_AFTER,
    /** A query failed; the delay is the backoff, which grows with each failure. */
    BACKOFF,
    /** The task is reported as finished, and one more poll confirms it. */
    CONFIRM,
    /** A callback says that the task may have finished. */
    CALLBACK,
    /** The program requested a poll, or a wait began. */
    REQUESTED
  }
}
