package io.videotask.internal.download;

import io.videotask.task.VideoResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL as the gateway reported it.
 *
 * @param url the URL, unmodified
 * @param needsKey whether the gateway requires its key there
 * @param isOwnContent whether this is not a URL of the answer, but the gateway's own content path,
 *     which may serve the same video
 */
record VideoSource(String url, boolean needsKey, boolean isOwnContent) {
  /**
   * Returns all URLs of a video, the preferred first; may be empty.
   *
   * @param contentUrl where the gateway itself may serve the video; null if it serves none
   */
  static List<VideoSource> of(VideoResult video, @Nullable String contentUrl) {
    List<VideoSource> sources = new ArrayList<>();
    add(sources, video.url(), video.needsKey(), false);
    add(sources, video.backupUrl(), false, false);
    add(sources, contentUrl, true, true);
    return sources;
  }

  private static void add(
      List<VideoSource> sources, @Nullable String url, boolean needsKey, boolean isOwnContent) {
    boolean known = sources.stream().anyMatch(source -> source.url.equals(url));
    if (url != null && !url.isBlank() && !known) {
      sources.add(new VideoSource(url, needsKey, isOwnContent));
    }
  }

  boolean isData() {
    return url.regionMatches(true, 0, "data:", 0, 5);
  }
}
