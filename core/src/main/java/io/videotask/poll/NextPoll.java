package io.videotask.poll;

import io.videotask.internal.engine.StatusQuery;
import java.time.Duration;

/**
 * When a task will be asked for again, and why then.
 *
 * @param task which task, as {@link StatusQuery#task()} names it
 * @param delay from now to the query; others may still come before it
 * @param reason why
 */
public record NextPoll(Object task, Duration delay, Reason reason) {
  /** Why a query comes when it comes. */
  public enum Reason {
    /** The schedule says so. */
    SCHEDULE,
    /** The gateway wished it so. */
    GATEWAY_WISH,
    /** A query failed; the delay grows with each failure. */
    BACKOFF,
    /** The task is said to have ended, and that is doubtful: it is polled once more. */
    CONFIRM,
    /** Somebody asked to look now, or began to wait. */
    LOOK_NOW
  }
}
