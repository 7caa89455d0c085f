package io.videotask.spring;

/** The handlers of ends of tracked tasks are not complete. The message is one line. */
public final class InvalidHandlerException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidHandlerException(String message) {
    super(message);
  }
}
