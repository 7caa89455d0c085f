package io.videotask.download;

import io.videotask.error.DownloadFailedException;
import io.videotask.http.GatewayOrigin;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Fetches videos. Thread-safe. */
public final class Downloads implements AutoCloseable {
  /** A new engine. */
  public Downloads() {}

  /**
   * What is to be fetched, and where to.
   *
   * @param task a finished task
   * @param target where its video goes
   * @param options how
   * @param timeout what is left of the options' own
   */
  public record Order(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options, Duration timeout) {}

  /**
   * Refuses a target that can't be written to, before anything is sent.
   *
   * @throws DownloadFailedException when it exists and must not be overwritten, is no file, or its
   *     directory is missing
   */
  public void check(TaskRef task, DownloadTarget target, DownloadOptions options) {}

  /**
   * Starts a download. Cancelling the future stops it.
   *
   * @param freshLook asks the gateway for the task anew
   */
  public CompletableFuture<Downloaded> start(
      Order order, GatewayOrigin gateway, Supplier<CompletableFuture<VideoTask>> freshLook) {
    return CompletableFuture.failedFuture(
        new UnsupportedOperationException("downloads are not built yet"));
  }

  @Override
  public void close() {}
}
