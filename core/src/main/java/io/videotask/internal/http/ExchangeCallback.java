package io.videotask.internal.http;

import org.jspecify.annotations.Nullable;

/** Is told how one request ended. */
@FunctionalInterface
interface ExchangeCallback {
  /**
   * One request is over.
   *
   * @param status the HTTP status; null where no answer came
   * @param problem why no whole answer came; null where one came
   */
  void exchange(@Nullable Integer status, @Nullable String problem);
}
