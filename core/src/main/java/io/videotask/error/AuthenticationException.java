package io.videotask.error;

/** The gateway does not accept the key, or the key's supplier gave none. */
public final class AuthenticationException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public AuthenticationException(String message, Evidence evidence) {
    super(ErrorKind.AUTHENTICATION, Retry.NEVER, message, evidence);
  }
}
