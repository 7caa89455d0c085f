package io.videotask.error;

/** Too many requests. {@link #retryAfter()} says how long to wait where the gateway did. */
public final class RateLimitedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public RateLimitedException(String message, Evidence evidence) {
    super(ErrorKind.RATE_LIMITED, Retry.ALWAYS, message, evidence);
  }
}
