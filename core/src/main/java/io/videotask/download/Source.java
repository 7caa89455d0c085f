package io.videotask.download;

import io.videotask.task.VideoResult;
import java.util.ArrayList;
import java.util.List;

/**
 * An address as the gateway gave it.
 *
 * @param url byte for byte
 * @param needsKey whether the gateway wants its key there
 */
record Source(String url, boolean needsKey) {
  /** All addresses of a video, the best first; none where it carries none. */
  static List<Source> of(VideoResult video) {
    List<Source> sources = new ArrayList<>();
    if (video.url() != null && !video.url().isBlank()) {
      sources.add(new Source(video.url(), video.needsKey()));
    }
    if (video.backupUrl() != null
        && !video.backupUrl().isBlank()
        && !video.backupUrl().equals(video.url())) {
      sources.add(new Source(video.backupUrl(), false));
    }
    return sources;
  }

  boolean isData() {
    return url.regionMatches(true, 0, "data:", 0, 5);
  }
}
