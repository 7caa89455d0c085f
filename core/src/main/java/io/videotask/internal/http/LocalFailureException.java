package io.videotask.internal.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request failed on this machine and not in the network: there was no thread for it, or a
 * callback of the caller's failed. Its message holds nothing secret.
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

  /** All threads were busy until its time was up. */
  static LocalFailureException noFreeThread() {
    return new LocalFailureException("no thread was free for it in time", null);
  }

  /** The client was closed before it ended. */
  static LocalFailureException closed() {
    return new LocalFailureException("the client was closed", null);
  }

  /** It was called off. */
  static LocalFailureException stopped() {
    return new LocalFailureException("it was stopped", null);
  }

  /** The key's supplier hangs. */
  static LocalFailureException keyHangs() {
    return new LocalFailureException("the key's supplier has not returned in time", null);
  }

  /** What was thrown by other code than OkHttp's and ours, mostly; what it says may be secret. */
  static LocalFailureException thrown(Throwable e) {
    return new LocalFailureException(
        e instanceof OutOfMemoryError
            ? "the JVM has run out of memory"
            : "an interceptor or another callback of the HTTP client failed with "
                + e.getClass().getSimpleName(),
        e);
  }
}
