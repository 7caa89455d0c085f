package io.videotask.error;

/** The task is finished, and the gateway gave no URL of the video. */
public final class NoAddressException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public NoAddressException(String message, Evidence evidence) {
    super(ErrorKind.NO_ADDRESS, Retry.NEVER, message, evidence);
  }
}
