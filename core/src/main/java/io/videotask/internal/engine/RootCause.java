package io.videotask.internal.engine;

import java.util.concurrent.CompletionException;

/** Unwraps {@link CompletionException}s. */
final class RootCause {
  private RootCause() {}

  static Throwable of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? of(cause) : thrown;
  }
}
