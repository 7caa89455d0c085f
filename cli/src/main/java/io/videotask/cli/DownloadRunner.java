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

/** Waits for tasks, fetches their videos into files, and reports on each. */
final class DownloadRunner {
  /** What is left of a deadline that has just passed: the download says so, in its own words. */
  private static final Duration SOON = Duration.ofNanos(1);

  private final WaitRunner waiting;
  private final Client client;
  private final Plan plan;

  DownloadRunner(WaitRunner waiting, Client client, Plan plan) {
    this.waiting = waiting;
    this.client = client;
    this.plan = plan;
  }

  /**
   * How videos are fetched.
   *
   * @param place where each of them goes
   * @param overwrite whether a file that exists is replaced
   * @param privateAllowed whether hosts on inner networks are asked
   * @param timeout for waiting and fetching together
   */
  record Plan(Place place, boolean overwrite, boolean privateAllowed, Duration timeout) {}

  /** Where a video goes. */
  interface Place {
    /**
     * The file.
     *
     * @throws UsageException when it can't go there
     */
    Path of(VideoTask.Completed task);
  }

  /** Returns when each of the videos lies in its file, or won't. */
  TaskReport untilAllFetched(Collection<TaskRef> refs) {
    return waiting.untilDone(refs, this::begin);
  }

  private CompletableFuture<Void> begin(TaskRef ref, TaskReport report) {
    long begun = System.nanoTime();
    return client
        .videos()
        .awaitAsync(ref, plan.timeout())
        .thenCompose(
            task -> {
              if (task instanceof VideoTask.Completed completed) {
                Duration left = plan.timeout().minusNanos(System.nanoTime() - begun);
                return fetch(completed, left.isNegative() || left.isZero() ? SOON : left, report);
              }
              report.nothingToFetch(task);
              return CompletableFuture.completedFuture(null);
            })
        .exceptionally(failure -> failed(report, ref, failure));
  }

  private CompletableFuture<Void> fetch(
      VideoTask.Completed task, Duration left, TaskReport report) {
    Path file = plan.place().of(task);
    report.fetching(task);
    DownloadOptions options =
        DownloadOptions.builder()
            .timeout(left)
            .overwrite(plan.overwrite())
            .allowPrivateAddresses(plan.privateAllowed())
            .listener((bytes, total) -> report.fetched(task.ref(), bytes, total))
            .build();
    return client
        .videos()
        .downloadAsync(task, DownloadTarget.file(file), options)
        .thenAccept(video -> report.stored(task, file));
  }

  private static @Nullable Void failed(TaskReport report, TaskRef ref, Throwable failure) {
    report.failed(ref, WaitRunner.problem(failure));
    return null;
  }
}
