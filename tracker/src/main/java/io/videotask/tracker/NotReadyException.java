package io.videotask.tracker;

/** What an end's delivery needs cannot be had now, which is no failure of the handler. */
final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message why, without URL and key
   */
  NotReadyException(String message, Throwable cause) {
    super(message, cause);
  }
}
