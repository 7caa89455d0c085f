package io.videotask.error;

/** An answer that can't be understood, or that says that the request or the address is wrong. */
public final class MalformedResponseException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public MalformedResponseException(String message, Retry retry, Evidence evidence) {
    super(ErrorKind.MALFORMED_RESPONSE, retry, message, evidence);
  }
}
