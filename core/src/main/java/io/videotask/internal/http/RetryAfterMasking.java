package io.videotask.internal.http;

import okhttp3.Headers;
import okhttp3.Response;

/**
 * Keeps {@code Retry-After} from OkHttp, which would send the request again by itself on a 503 that
 * says 0, and throw a NumberFormatException on a number that is too large. For network
 * interceptors: they stand below that logic.
 */
final class RetryAfterMasking {
  /** The name under which the values go on. */
  static final String NAME = "X-Videotask-Retry-After";

  private RetryAfterMasking() {}

  /** The same answer without it. */
  static Response in(Response response) {
    if (response.header("Retry-After") == null) {
      return response;
    }
    Headers.Builder headers = response.headers().newBuilder().removeAll("Retry-After");
    for (String value : response.headers().values("Retry-After")) {
      headers.addUnsafeNonAscii(NAME, value);
    }
    return response.newBuilder().headers(headers.build()).build();
  }
}
