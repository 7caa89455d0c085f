package io.videotask.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One video that a task made. Whatever the gateway did not say is null.
 *
 * @param url the address, byte for byte as it came (its query is often a signature); null where the
 *     gateway gave none
 * @param needsKey whether fetching the address takes the gateway's key: true only for a content
 *     path on the gateway's own origin; never send the key anywhere else
 * @param backupUrl a second address of the same video
 * @param fileId the vendor's id of the file, its digits as they came
 * @param format the container, such as {@code mp4}
 * @param width pixels
 * @param height pixels
 * @param durationSeconds length in seconds
 * @param fps frames a second
 * @param seed the seed that the vendor used
 * @param bytes the size
 * @param expiresAt when the address stops working
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

  /** Leaves the addresses' queries out: they are signatures, and this text ends up in logs. */
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

  private static @Nullable String withoutQuery(@Nullable String address) {
    if (address == null) {
      return null;
    }
    if (address.regionMatches(true, 0, "data:", 0, 5)) {
      return "data:…";
    }
    int query = address.indexOf('?');
    query = query < 0 ? address.indexOf('#') : query;
    return query < 0 ? address : address.substring(0, query) + "?…";
  }
}
