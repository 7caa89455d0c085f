package io.videotask.internal.download;

import io.videotask.task.VideoResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address as the gateway gave it.
 *
 * @param url byte for byte
 * @param needsKey whether the gateway wants its key there
 * @param isOwnContent whether it is no address of the answer, but the gateway's own content path,
 *     which may serve the same video
 */
record VideoSource(String url, boolean needsKey, boolean isOwnContent) {
  /**
   * All addresses of a video, the best first; none where there are none.
   *
   * @param contentUrl where the gateway itself may serve it; null where it serves none
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
