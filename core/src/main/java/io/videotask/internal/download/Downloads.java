package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.DownloadFailedException;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Fetches videos. Thread-safe. */
public final class Downloads implements AutoCloseable {
  private final Means means;
  private final Set<DownloadTask> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Fetches with these means; closes the client with itself. */
  public Downloads(Means means) {
    this.means = means;
  }

  /**
   * What downloads are done with.
   *
   * @param client sends the requests
   * @param timing the clock and the timer
   * @param random where jitter comes from; used from several threads
   */
  public record Means(DownloadHttpClient client, DownloadClock timing, RandomGenerator random) {}

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
  public void check(TaskRef task, DownloadTarget target, DownloadOptions options) {
    if (target instanceof DownloadTarget.OfFile file) {
      new TargetFile(task, file.file()).requireWritable(options.overwrite());
    }
  }

  /**
   * Starts a download. Cancelling the future stops it.
   *
   * @param gateway is asked for the task anew, and for what else the download must know
   */
  public CompletableFuture<Downloaded> start(Order order, TaskGateway gateway) {
    DownloadTask run;
    try {
      run = new DownloadTask(order, gateway, means);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    running.add(run);
    run.result().whenComplete((video, thrown) -> running.remove(run));
    if (closed) {
      run.close();
    } else {
      run.start();
    }
    return run.result();
  }

  /** Ends what is under way; what has come is kept. */
  @Override
  public void close() {
    closed = true;
    running.forEach(DownloadTask::close);
    means.client().close();
  }
}
