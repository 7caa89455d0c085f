package io.videotask.internal.download;

import java.time.Duration;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a version of a server's file, so that ranges of different versions are never combined.
 *
 * @param etag a strong entity tag; null if there is none
 * @param lastModified the condition if there is no tag, on the same host only; with a tag it is
 *     only compared
 */
record Validator(@Nullable String etag, @Nullable String lastModified) {
  static final Validator NONE = new Validator(null, null);

  static Validator of(Headers headers) {
    String etag = headers.get("ETag");
    boolean strong = etag != null && etag.length() > 2 && etag.startsWith("\"");
    Date modified = headers.getDate("Last-Modified");
    Date now = headers.getDate("Date");
    // A file that changed within the last second may change again with the same date.
    boolean settled =
        modified != null
            && (now == null
                || Duration.between(modified.toInstant(), now.toInstant()).toSeconds() >= 1);
    boolean comparable = modified != null && (strong || settled);
    return new Validator(strong ? etag : null, comparable ? headers.get("Last-Modified") : null);
  }

  /** Returns the value of {@code If-Range}; null if resumption is not possible. */
  @Nullable String condition(boolean sameHost) {
    return etag != null ? etag : sameHost ? lastModified : null;
  }

  /**
   * Returns whether a response names another version of the file, by its ETag or Last-Modified. A
   * missing header contradicts nothing.
   */
  boolean contradicts(Headers headers) {
    String otherEtag = headers.get("ETag");
    String modified = headers.get("Last-Modified");
    boolean otherTag = etag != null && otherEtag != null && !otherEtag.equals(etag);
    boolean otherDate =
        modified != null && (lastModified == null ? etag == null : !modified.equals(lastModified));
    return otherTag || otherDate;
  }

  /** Returns whether a response names this version of the file, by its ETag or Last-Modified. */
  boolean isNamedBy(Headers headers) {
    return !contradicts(headers)
        && (etag != null
            ? etag.equals(headers.get("ETag"))
            : lastModified != null && lastModified.equals(headers.get("Last-Modified")));
  }
}
