package io.videotask.error;

/** The gateway refused the key, or the key's supplier returned none. */
public final class AuthenticationException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(String message, Evidence evidence) {
    super(ErrorKind.AUTHENTICATION, Retry.NEVER, message, evidence);
  }
}
