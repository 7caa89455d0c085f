package io.videotask.error;

/** The key may not do this, or its account can't pay for it. */
public final class PermissionException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public PermissionException(String message, Evidence evidence) {
    super(ErrorKind.PERMISSION, Retry.NEVER, message, evidence);
  }
}
