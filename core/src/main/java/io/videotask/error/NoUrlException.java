package io.videotask.error;

/** The task is finished, and the gateway gave no URL of the video. */
public final class NoUrlException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public NoUrlException(String message, Evidence evidence) {
    super(ErrorKind.NO_URL, Retry.NEVER, message, evidence);
  }
}
