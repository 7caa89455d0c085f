package io.videotask.error;

/**
 * The client was closed during the operation. The task continues, and can be waited for with
 * another client.
 */
public final class ClientClosedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public ClientClosedException(String message, Evidence evidence) {
    super(ErrorKind.CLOSED, Retry.NEVER, message, evidence);
  }
}
