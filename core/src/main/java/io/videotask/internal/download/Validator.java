package io.videotask.internal.download;

import java.time.Duration;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a server's file from another, so that a piece of one is never put behind
 * a piece of the other.
 *
 * @param etag a strong entity tag
 * @param lastModified the condition where there is no such tag, on the same host only; beside a tag
 *     it is only compared
 */
record Validator(@Nullable String etag, @Nullable String lastModified) {
  static final Validator NONE = new Validator(null, null);

  static Validator of(Headers headers) {
    String etag = headers.get("ETag");
    boolean strong = etag != null && etag.length() > 2 && etag.startsWith("\"");
    Date modified = headers.getDate("Last-Modified");
    Date now = headers.getDate("Date");
    // A file that changed within the last second may change again under the same date.
    boolean settled =
        modified != null
            && (now == null
                || Duration.between(modified.toInstant(), now.toInstant()).toSeconds() >= 1);
    boolean comparable = modified != null && (strong || settled);
    return new Validator(strong ? etag : null, comparable ? headers.get("Last-Modified") : null);
  }

  /** What {@code If-Range} says; null where nothing can be resumed. */
  @Nullable String condition(boolean sameHost) {
    return etag != null ? etag : sameHost ? lastModified : null;
  }

  /**
   * Whether an answer names another state of the file: another tag, or another date of change. What
   * it doesn't name contradicts nothing.
   */
  boolean contradicts(Headers headers) {
    String tag = headers.get("ETag");
    String modified = headers.get("Last-Modified");
    boolean otherTag = etag != null && tag != null && !tag.equals(etag);
    boolean otherDate =
        modified != null && (lastModified == null ? etag == null : !modified.equals(lastModified));
    return otherTag || otherDate;
  }

  /** Whether an answer names this very state of the file, by the tag or by the date of change. */
  boolean isNamedBy(Headers headers) {
    return !contradicts(headers)
        && (etag != null
            ? etag.equals(headers.get("ETag"))
            : lastModified != null && lastModified.equals(headers.get("Last-Modified")));
  }
}
