package io.videotask.internal.http;

import org.jspecify.annotations.Nullable;

/** Receives the result of one request. */
@FunctionalInterface
interface ExchangeCallback {
  /**
   * Called when a request has ended.
   *
   * @param status the HTTP status; null if no response was received
   * @param problem why no complete response was received; null if one was
   */
  void exchange(@Nullable Integer status, @Nullable String problem);
}
