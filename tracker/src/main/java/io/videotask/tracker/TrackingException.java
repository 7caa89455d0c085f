package io.videotask.tracker;

/** The database could not be used, or it is not the tracker's. The message is one line. */
public final class TrackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrackingException(String message) {
    super(message);
  }

  TrackingException(String message, Throwable cause) {
    super(message, cause);
  }
}
