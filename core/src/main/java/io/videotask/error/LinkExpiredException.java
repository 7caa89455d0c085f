package io.videotask.error;

/** The URL of the video has expired, and the gateway gave no fresh one that works. */
public final class LinkExpiredException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public LinkExpiredException(String message, Evidence evidence) {
    super(ErrorKind.LINK_EXPIRED, Retry.NEVER, message, evidence);
  }
}
