package io.videotask.error;

/** The key lacks a permission, or its account the funds. */
public final class PermissionException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public PermissionException(String message, Evidence evidence) {
    super(ErrorKind.PERMISSION, Retry.NEVER, message, evidence);
  }
}
