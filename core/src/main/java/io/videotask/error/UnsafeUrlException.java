package io.videotask.error;

/**
 * A server sent a URL that is not followed: one with a scheme other than https, with a user, on a
 * private network, or with a host that is not allowed. No request was sent to it.
 */
public final class UnsafeUrlException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public UnsafeUrlException(String message, Evidence evidence) {
    super(ErrorKind.UNSAFE_URL, Retry.NEVER, message, evidence);
  }
}
