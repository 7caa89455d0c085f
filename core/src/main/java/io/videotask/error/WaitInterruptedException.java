package io.videotask.error;

/**
 * The waiting thread was interrupted; its interrupt flag is set again. The task continues, and can
 * be waited for again.
 */
public final class WaitInterruptedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public WaitInterruptedException(String message, Evidence evidence) {
    super(ErrorKind.INTERRUPTED, Retry.NEVER, message, evidence);
  }
}
