package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.download.VideoFileName;
import io.videotask.task.VideoTask;
import java.nio.file.Path;

/** Downloads the video of an end, into a file or the application's sink. Thread-safe. */
interface EndDownload {
  /**
   * Downloads a video as a whole, or not at all.
   *
   * @throws io.videotask.error.VideoTaskException when it could not be downloaded
   * @throws Exception when the application's sink failed
   */
  Downloaded download(String key, TrackedTask task, VideoTask.Completed completed) throws Exception;

  /** Downloads into a directory. */
  static EndDownload into(Path directory, VideoTasks videos, DownloadOptions options) {
    return (key, task, completed) -> {
      Path file = directory.resolve(VideoFileName.of(completed));
      return videos.download(completed, DownloadTarget.file(file), options);
    };
  }

  /** Downloads into a sink of the application. */
  static EndDownload into(VideoSink sink, VideoTasks videos, DownloadOptions options) {
    return (key, task, completed) -> {
      VideoSink.Transfer transfer = sink.begin(key, task, completed);
      boolean kept = false;
      try {
        DownloadTarget target = DownloadTarget.stream(transfer.stream());
        Downloaded video = videos.download(completed, target, options);
        transfer.complete(video);
        kept = true;
        return video;
      } finally {
        if (!kept) {
          abort(transfer);
        }
      }
    };
  }

  private static void abort(VideoSink.Transfer transfer) {
    try {
      transfer.abort();
    } catch (RuntimeException e) {
      // What made it necessary is what is reported.
    }
  }
}
