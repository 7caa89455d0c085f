package io.videotask.cli;

import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for tasks, downloads their videos into files and reports on each task. */
final class DownloadRunner {
  /** The timeout if the deadline has just passed: the download then fails with its own message. */
  private static final Duration MINIMUM_TIMEOUT = Duration.ofNanos(1);

  private final WaitRunner waitRunner;
  private final Client client;
  private final Plan plan;

  DownloadRunner(WaitRunner waitRunner, Client client, Plan plan) {
    this.waitRunner = waitRunner;
    this.client = client;
    this.plan = plan;
  }

  /**
   * Settings of the downloads.
   *
   * @param file chooses the file of each video
   * @param overwrite whether an existing file is replaced
   * @param allowPrivate whether hosts in private networks are allowed
   * @param timeout for the wait and the download together
   */
  record Plan(FileChooser file, boolean overwrite, boolean allowPrivate, Duration timeout) {}

  /** Chooses the file of a video. */
  interface FileChooser {
    /**
     * Returns the file.
     *
     * @throws UsageException if the file can't be written
     */
    Path of(VideoTask.Completed task);
  }

  /** Returns when each video is downloaded or has failed. */
  TaskReport downloadAll(Collection<TaskRef> refs) {
    return waitRunner.runAll(refs, this::start);
  }

  private CompletableFuture<Void> start(TaskRef ref, TaskReport report) {
    long startNanos = System.nanoTime();
    return client
        .videos()
        .awaitAsync(ref, plan.timeout())
        .thenCompose(
            task -> {
              if (task instanceof VideoTask.Completed completed) {
                Duration left = plan.timeout().minusNanos(System.nanoTime() - startNanos);
                return fetch(
                    completed, left.isNegative() || left.isZero() ? MINIMUM_TIMEOUT : left, report);
              }
              report.noVideo(task);
              return CompletableFuture.completedFuture(null);
            })
        .exceptionally(failure -> reportFailure(report, ref, failure));
  }

  private CompletableFuture<Void> fetch(
      VideoTask.Completed task, Duration left, TaskReport report) {
    Path file = plan.file().of(task);
    report.downloadStarted(task);
    DownloadOptions options =
        DownloadOptions.builder()
            .timeout(left)
            .overwrite(plan.overwrite())
            .allowPrivateAddresses(plan.allowPrivate())
            .listener((bytes, total) -> report.downloadProgress(task.ref(), bytes, total))
            .build();
    return client
        .videos()
        .downloadAsync(task, DownloadTarget.file(file), options)
        .thenAccept(video -> report.downloaded(task, file));
  }

  private static @Nullable Void reportFailure(TaskReport report, TaskRef ref, Throwable failure) {
    report.failed(ref, WaitRunner.problem(failure));
    return null;
  }
}
