package io.videotask.internal.http;

import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered, its body read as far as the limit goes and decoded.
 *
 * @param status the HTTP status
 * @param headers the headers, but for {@code Retry-After}, which {@link RetryAfterMasking} renames
 * @param body the body as text, the request's key blotted out should the server have repeated it
 * @param cut whether the body was longer than the limit
 * @param unreadable why the body could not be decoded; null where it could
 */
public record HttpAnswer(
    int status, Headers headers, String body, boolean cut, @Nullable String unreadable) {

  /** Whether the status says that the request worked. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The id that the gateway gave the request; null where it gave none. */
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

  /** Leaves headers and body out: either may hold what belongs in no log. */
  @Override
  public String toString() {
    return "Answer[" + status + ", " + body.length() + " characters" + (cut ? ", cut" : "") + "]";
  }
}
