package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.DownloadFailedException;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Starts downloads. Thread-safe. */
public final class Downloads {
  private final Dependencies dependencies;
  private final Set<DownloadTask> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Creates an instance; {@link #close} also closes the HTTP client. */
  public Downloads(Dependencies dependencies) {
    this.dependencies = dependencies;
  }

  /**
   * What all downloads share.
   *
   * @param client sends the requests
   * @param clock the clock and the timer
   * @param random the source of jitter; used by several threads
   * @param cancels cancels calls, and so runs listeners of the HTTP client's
   */
  public record Dependencies(
      DownloadHttpClient client, TimeSource clock, RandomGenerator random, Executor cancels) {}

  /**
   * The parameters of one download.
   *
   * @param task a finished task
   * @param target the destination
   * @param options the options
   * @param timeout the remaining time until the deadline
   */
  public record DownloadRequest(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options, Duration timeout) {}

  /**
   * Checks that a target is writable, before a request is sent.
   *
   * @throws DownloadFailedException if the target exists and must not be overwritten, is not a
   *     file, or its directory is missing
   */
  public void check(TaskRef task, DownloadTarget target, DownloadOptions options) {
    if (target instanceof DownloadTarget.OfFile file) {
      new TargetFile(task, file.file()).requireWritable(options.overwrite());
    }
  }

  /**
   * Starts a download. Cancelling the future stops it.
   *
   * @param gateway provides the origin and fresh answers of the task
   */
  public CompletableFuture<Downloaded> start(DownloadRequest request, TaskGateway gateway) {
    DownloadTask download;
    try {
      download = new DownloadTask(request, gateway, dependencies);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    running.add(download);
    download.result().whenComplete((video, thrown) -> running.remove(download));
    if (closed) {
      download.close();
    } else {
      download.start();
    }
    return download.result();
  }

  /**
   * Ends running downloads; partial files are kept.
   *
   * @return completes when the last one has ended, which takes up to a second of the clock's time
   *     where one is blocked in the caller's channel; the clock must run until then
   */
  public CompletableFuture<?> close() {
    closed = true;
    List<DownloadTask> open = List.copyOf(running);
    open.forEach(DownloadTask::close);
    dependencies.client().close();
    // What the caller's dependents of these results throw, or how they end, does not matter here.
    return CompletableFuture.allOf(
        open.stream()
            .map(download -> download.result().handle((video, thrown) -> null))
            .toArray(CompletableFuture<?>[]::new));
  }
}
