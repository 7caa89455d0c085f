package io.videotask.internal.download;

import io.videotask.internal.http.GatewayOrigin;
import io.videotask.task.VideoTask;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a download needs from its task's gateway. Thread-safe. */
public interface TaskGateway {
  /** Returns the gateway's origin and key. */
  GatewayOrigin origin();

  /**
   * Returns the URL at which the gateway itself serves the video, a fallback for the URLs of its
   * answers; null if it serves none.
   */
  @Nullable String contentUrl();

  /** Queries the task once. Cancelling the future cancels the request. */
  CompletableFuture<VideoTask> query();

  /**
   * Parses a JSON document that the gateway's own origin sent instead of a video.
   *
   * @param json the complete document
   */
  Document read(String json);

  /**
   * The content of such a document.
   *
   * @param url the URL of the video; null if there is none
   * @param pending whether the document reports that the task has not finished
   */
  record Document(@Nullable String url, boolean pending) {}
}
