package io.videotask.poll;

import java.util.concurrent.CompletionException;

/** What a future's failure was before the future wrapped it. */
final class Causes {
  private Causes() {}

  static Throwable of(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? of(cause) : thrown;
  }
}
