package io.videotask.download;

import java.time.Duration;
import java.util.Date;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a server's file from another, so that a piece of one is never put behind
 * a piece of the other.
 *
 * @param etag a strong entity tag
 * @param lastModified used where there is no such tag; of worth on the same host only
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
    return new Validator(strong ? etag : null, settled ? headers.get("Last-Modified") : null);
  }

  /** What {@code If-Range} says; null where nothing can be resumed. */
  @Nullable String condition(boolean sameHost) {
    return etag != null ? etag : sameHost ? lastModified : null;
  }

  /** Whether an answer that is to go on from what we have speaks of another state after all. */
  boolean contradicts(Headers headers) {
    String now = headers.get("ETag");
    if (etag != null) {
      return now != null && !now.equals(etag);
    }
    String modified = headers.get("Last-Modified");
    return modified != null && !modified.equals(lastModified);
  }
}
