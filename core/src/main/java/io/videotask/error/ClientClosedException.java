package io.videotask.error;

/**
 * The client was closed while the call was under way. The task goes on; wait for it with another
 * client.
 */
public final class ClientClosedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public ClientClosedException(String message, Evidence evidence) {
    super(ErrorKind.CLOSED, Retry.NEVER, message, evidence);
  }
}
