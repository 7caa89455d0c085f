package io.videotask.internal.download;

import io.videotask.internal.http.GatewayOrigin;
import io.videotask.task.VideoTask;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a download asks the gateway of its task. Thread-safe. */
public interface TaskGateway {
  /** Which addresses are the gateway's own, and its key. */
  GatewayOrigin origin();

  /**
   * Where the gateway itself serves what is downloaded: a backup of the addresses that its answers
   * name. Null where it serves none.
   */
  @Nullable String contentUrl();

  /** Queries the task once. Cancelling the future cancels the request. */
  CompletableFuture<VideoTask> query();

  /**
   * Reads a JSON document that came from the gateway's own origin in place of a video.
   *
   * @param json the document, whole
   */
  Document read(String json);

  /**
   * What a JSON document says.
   *
   * @param url where the video is; null where the document doesn't say
   * @param pending whether the document says that the task has not finished
   */
  record Document(@Nullable String url, boolean pending) {}
}
