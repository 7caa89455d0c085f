package io.videotask.error;

/**
 * The gateway has no such task. Transient right after a submit; in a wait it is definite after
 * three in a row over at least 15 seconds.
 */
public final class TaskNotFoundException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public TaskNotFoundException(String message, Evidence evidence) {
    super(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, message, evidence);
  }
}
