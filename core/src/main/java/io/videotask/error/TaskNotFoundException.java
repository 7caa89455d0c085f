package io.videotask.error;

/**
 * The gateway knows no such task. Right after a submit that may pass; in a wait it is definite when
 * it came three times in a row over at least 15 seconds.
 */
public final class TaskNotFoundException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  public TaskNotFoundException(String message, Evidence evidence) {
    super(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, message, evidence);
  }
}
