package io.videotask.error;

/**
 * The gateway answered that there were too many requests. {@link #retryAfter()} is its hint, if
 * any.
 */
public final class RateLimitedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public RateLimitedException(String message, Evidence evidence) {
    super(ErrorKind.RATE_LIMITED, Retry.ALWAYS, message, evidence);
  }
}
