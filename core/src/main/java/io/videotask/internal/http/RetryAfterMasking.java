package io.videotask.internal.http;

import okhttp3.Headers;
import okhttp3.Response;

/**
 * Hides {@code Retry-After} from OkHttp, which would retry by itself after a 503 with the value 0,
 * and throws a NumberFormatException for a number that is too large. For network interceptors,
 * which run before that logic sees the response.
 */
final class RetryAfterMasking {
  /** The header that carries the values instead. */
  static final String HEADER = "X-Videotask-Retry-After";

  private RetryAfterMasking() {}

  /** Returns the response with {@code Retry-After} renamed. */
  static Response mask(Response response) {
    if (response.header("Retry-After") == null) {
      return response;
    }
    Headers.Builder headers = response.headers().newBuilder().removeAll("Retry-After");
    for (String value : response.headers().values("Retry-After")) {
      headers.addUnsafeNonAscii(HEADER, value);
    }
    return response.newBuilder().headers(headers.build()).build();
  }
}
