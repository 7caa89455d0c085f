package io.videotask.error;

import io.videotask.task.LostSubmit;
import java.time.Instant;

/**
 * The outcome of a submit is unknown: the request may have reached the gateway, and no answer says
 * whether a task was created. It may exist, and may be billed. Submitting again may pay twice;
 * search for the task at the gateway first: {@link #lostSubmit()} says how.
 */
public final class OutcomeUnknownException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final String lost;

  /**
   * @param lost what is needed to look for the task
   */
  public OutcomeUnknownException(String message, Evidence evidence, LostSubmit lost) {
    super(ErrorKind.OUTCOME_UNKNOWN, Retry.NEVER, message, evidence);
    this.lost = lost.toString();
  }

  /**
   * Returns all that is needed to look for the task: pass it to {@code VideoTasks.resolve}, or
   * store it for later.
   */
  public LostSubmit lostSubmit() {
    return LostSubmit.parse(lost);
  }

  /** Returns the configured gateway's name. */
  public String gateway() {
    return lostSubmit().gateway();
  }

  /** Returns the value of the header {@code X-Client-Request-Id} of the request. */
  public String correlationId() {
    return lostSubmit().correlationId();
  }

  /** Returns when the request was sent, by this client's clock. */
  public Instant submittedAt() {
    return lostSubmit().submittedAt();
  }
}
