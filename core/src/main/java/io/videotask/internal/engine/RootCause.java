package io.videotask.internal.engine;

import java.util.concurrent.CompletionException;

/** Unwraps {@link CompletionException}s. */
public final class RootCause {
  private RootCause() {}

  /** Returns the exception that others were made of. */
  public static Throwable of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? of(cause) : thrown;
  }
}
