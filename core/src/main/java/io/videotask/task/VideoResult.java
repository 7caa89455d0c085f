package io.videotask.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One video of a task. Values that the gateway did not report are null. Immutable.
 *
 * @param url the URL, exactly as sent (its query is often a signature); null where the gateway gave
 *     none
 * @param needsKey whether downloading the URL requires the gateway's key: true only for a content
 *     path on the gateway's own origin; never send the key to another origin
 * @param backupUrl a second URL of the same video
 * @param fileId the vendor's id of the file, digits as sent
 * @param format the container, such as {@code mp4}
 * @param width pixels
 * @param height pixels
 * @param durationSeconds the length, seconds
 * @param fps frames per second
 * @param seed the random seed that the vendor used
 * @param bytes the size
 * @param expiresAt when the URL expires
 */
public record VideoResult(
    @Nullable String url,
    boolean needsKey,
    @Nullable String backupUrl,
    @Nullable String fileId,
    @Nullable String format,
    @Nullable Long width,
    @Nullable Long height,
    @Nullable Double durationSeconds,
    @Nullable Double fps,
    @Nullable Long seed,
    @Nullable Long bytes,
    @Nullable Instant expiresAt) {

  /** Omits the queries of URLs, which are signatures: this text is logged. */
  @Override
  public String toString() {
    return "VideoResult[url="
        + withoutQuery(url)
        + ", fileId="
        + fileId
        + ", format="
        + format
        + ", expiresAt="
        + expiresAt
        + "]";
  }

  private static @Nullable String withoutQuery(@Nullable String url) {
    if (url == null) {
      return null;
    }
    if (url.regionMatches(true, 0, "data:", 0, 5)) {
      return "data:…";
    }
    int query = url.indexOf('?');
    query = query < 0 ? url.indexOf('#') : query;
    return query < 0 ? url : url.substring(0, query) + "?…";
  }
}
