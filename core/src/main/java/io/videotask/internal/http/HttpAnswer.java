package io.videotask.internal.http;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body has been read up to the limit and decoded.
 *
 * @param status the HTTP status
 * @param headers the headers, with {@code Retry-After} renamed by {@link RetryAfterMasking}
 * @param body the body as text, with an echo of the request's key redacted
 * @param truncated whether the body was truncated at the limit
 * @param unreadable why the body could not be decoded; null if it could
 */
public record HttpAnswer(
    int status, Headers headers, String body, boolean truncated, @Nullable String unreadable) {

  /** Returns whether the status is 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns the request id from the headers; null if there is none. */
  public @Nullable String requestId() {
    for (String name :
        new String[] {"X-Oneapi-Request-Id", "X-Request-Id", "Request-Id", "Trace-Id"}) {
      String value = headers.get(name);
      if (value != null && !value.isBlank()) {
        return Redaction.line(value.strip());
      }
    }
    return null;
  }

  /** Omits headers and body, which may contain secrets. */
  @Override
  public String toString() {
    return "Answer["
        + status
        + ", "
        + body.length()
        + " characters"
        + (truncated ? ", cut" : "")
        + "]";
  }
}
