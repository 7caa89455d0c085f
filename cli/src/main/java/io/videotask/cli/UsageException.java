package io.videotask.cli;

/** The call's words are off, or a value is not usable. Thrown before anything is sent. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
