package io.videotask.cli;

/** Invalid arguments. Thrown before any request is sent. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
