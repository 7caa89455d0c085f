package io.videotask.error;

/** No answer, or one that says that the gateway is broken at the moment. */
public final class UnreachableException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Retry retry, Evidence evidence) {
    super(ErrorKind.UNREACHABLE, retry, message, evidence);
  }
}
