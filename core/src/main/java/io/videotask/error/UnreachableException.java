package io.videotask.error;

/** There was no answer, or one that reports a failure of the gateway. */
public final class UnreachableException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Retry retry, Evidence evidence) {
    super(ErrorKind.UNREACHABLE, retry, message, evidence);
  }
}
