package io.videotask.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request failed on this machine and not in the network: no thread was available, or a callback
 * of the caller's failed. The message contains no secrets.
 */
final class LocalFailureException extends IOException {
  private static final long serialVersionUID = 1L;

  private LocalFailureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** No thread could be started. */
  static LocalFailureException noThread(@Nullable Throwable cause) {
    return new LocalFailureException("no thread could be started for it", cause);
  }

  /** All threads were busy until the request timed out. */
  static LocalFailureException noFreeThread() {
    return new LocalFailureException("no thread was free for it in time", null);
  }

  /** The client was closed before the request ended. */
  static LocalFailureException closed() {
    return new LocalFailureException("the client was closed", null);
  }

  /** The request was cancelled. */
  static LocalFailureException stopped() {
    return new LocalFailureException("it was stopped", null);
  }

  /** The key's supplier did not return in time. */
  static LocalFailureException keyHangs() {
    return new LocalFailureException("the key's supplier has not returned in time", null);
  }

  /** A callback threw an exception, whose message may contain secrets and is not repeated. */
  static LocalFailureException thrown(Throwable e) {
    return new LocalFailureException(
        e instanceof OutOfMemoryError
            ? "the JVM has run out of memory"
            : "an interceptor or another callback of the HTTP client failed with "
                + e.getClass().getSimpleName(),
        e);
  }
}
