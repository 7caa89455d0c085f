package io.videotask.internal.callback;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of a vendor. Not thread-safe. */
public final class IncomingCall {
  /** What is sent back to a stranger is kept short. */
  private static final int MAX_CHALLENGE = 1024;

  private final String method;
  private final String url;
  private final CallHeaders headers;
  private final byte[] body;
  private @Nullable Map<?, ?> json;

  /**
   * @param url the URL as the vendor knows it, or its path and query
   * @param body the bytes as they came; not changed afterwards
   */
  public IncomingCall(String method, String url, CallHeaders headers, byte[] body) {
    this.method = method;
    this.url = url;
    this.headers = headers;
    this.body = body;
  }

  String method() {
    return method;
  }

  CallHeaders headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the path as it stands in the URL, not decoded; {@code /} where there is none. */
  String rawPath() {
    String target = target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return path.isEmpty() ? "/" : path;
  }

  /** Returns the query as it stands in the URL; empty where there is none. */
  String rawQuery() {
    String target = target();
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /**
   * Returns the body as a JSON object.
   *
   * @throws RefusedCallException when it is none
   */
  Map<?, ?> json() {
    Map<?, ?> known = json;
    if (known == null) {
      if (!(JsonValue.of(text()) instanceof Map<?, ?> object)) {
        throw new RefusedCallException(
            RefusedCallException.Kind.UNREADABLE, "the body is not a JSON object");
      }
      known = object;
      json = known;
    }
    return known;
  }

  /**
   * Returns the challenge that a vendor wants back, as JSON; null where the call has none.
   *
   * @throws RefusedCallException when it is no short text or number, or the body is not a JSON
   *     object
   */
  public @Nullable String challenge() {
    Map<?, ?> body = json();
    if (!body.containsKey("challenge") || body.containsKey("task_id")) {
      return null;
    }
    String raw;
    try {
      raw = JsonObject.of(text()).get("challenge");
    } catch (IOException | JsonDataException e) {
      raw = null;
    }
    if (raw == null || raw.length() > MAX_CHALLENGE || raw.startsWith("{") || raw.startsWith("[")) {
      throw new RefusedCallException(
          RefusedCallException.Kind.UNREADABLE,
          "the challenge is not a text or number of up to " + MAX_CHALLENGE + " characters");
    }
    return raw;
  }

  /** Everything after scheme and host, without a fragment. */
  private String target() {
    int scheme = url.indexOf("://");
    int fragment = url.indexOf('#');
    String whole = fragment < 0 ? url : url.substring(0, fragment);
    if (scheme < 0 || whole.startsWith("/")) {
      return whole;
    }
    String rest = whole.substring(scheme + 3);
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return rest.substring(i);
      }
    }
    return "";
  }
}
