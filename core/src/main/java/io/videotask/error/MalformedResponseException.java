package io.videotask.error;

/** The answer can't be parsed, or says that the request or the URL is wrong. */
public final class MalformedResponseException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public MalformedResponseException(String message, Retry retry, Evidence evidence) {
    super(ErrorKind.MALFORMED_RESPONSE, retry, message, evidence);
  }
}
