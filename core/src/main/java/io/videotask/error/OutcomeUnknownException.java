package io.videotask.error;

import java.time.Instant;

/**
 * The outcome of a submit is unknown: the request may have reached the gateway, and no answer says
 * whether a task was created. It may exist, and may be billed. Submitting again may pay twice;
 * search for the task at the gateway first, by time and correlation id.
 */
public final class OutcomeUnknownException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final String gateway;
  private final String correlationId;
  private final Instant submittedAt;

  /**
   * @param gateway the configured gateway's name
   * @param correlationId the value of the header {@code X-Client-Request-Id} of the request
   * @param submittedAt when the request was sent, by this client's clock
   */
  public OutcomeUnknownException(
      String message,
      Evidence evidence,
      String gateway,
      String correlationId,
      Instant submittedAt) {
    super(ErrorKind.OUTCOME_UNKNOWN, Retry.NEVER, message, evidence);
    this.gateway = gateway;
    this.correlationId = correlationId;
    this.submittedAt = submittedAt;
  }

  /** Returns the configured gateway's name. */
  public String gateway() {
    return gateway;
  }

  /** Returns the value of the header {@code X-Client-Request-Id} of the request. */
  public String correlationId() {
    return correlationId;
  }

  /** Returns when the request was sent, by this client's clock. */
  public Instant submittedAt() {
    return submittedAt;
  }
}
