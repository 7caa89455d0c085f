package io.videotask.internal.client;

import io.videotask.internal.dialect.Adapter;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/** The URLs at which a gateway itself serves videos and their variants. Thread-safe. */
final class ContentUrls {
  private final GatewayConnection connection;
  private final Adapter adapter;
  private final Retrofit retrofit;

  ContentUrls(GatewayConnection connection) {
    this.connection = connection;
    this.adapter = connection.adapter();
    this.retrofit = connection.retrofit();
  }

  /** Returns the URL at which the gateway serves the video of a task; null where it serves none. */
  @Nullable Supplier<String> of(String referenceId) {
    return adapter.servesContent() ? () -> String.valueOf(content(referenceId, null)) : null;
  }

  /**
   * Returns another URL at which the gateway may serve the task's video; null where it serves none.
   */
  @Nullable String backup(TaskRef ref) {
    HttpUrl url = adapter.backupContent(retrofit, adapter.wireId(ref.id()));
    return url == null ? null : url.toString();
  }

  /**
   * Returns the same task with another rendition of its video in place of the video.
   *
   * @param variant the gateway's name of the rendition; null for the video itself
   * @throws IllegalArgumentException when this gateway serves none
   */
  VideoTask.Completed variant(VideoTask.Completed task, @Nullable String variant) {
    if (variant == null) {
      return task;
    }
    requireVariants();
    String url = String.valueOf(content(task.ref().id(), variant));
    VideoResult rendition =
        new VideoResult(url, true, null, null, null, null, null, null, null, null, null, null);
    return new VideoTask.Completed(task.seen(), List.of(rendition));
  }

  /**
   * Checks that the gateway serves other renditions of a video.
   *
   * @throws IllegalArgumentException when it serves none
   */
  void requireVariants() {
    if (!adapter.servesContent()) {
      throw new IllegalArgumentException(
          connection.gateway().dialect() + " serves no variants of a video");
    }
  }

  private @Nullable HttpUrl content(String referenceId, @Nullable String variant) {
    return adapter.content(retrofit, adapter.wireId(referenceId), variant);
  }
}
