package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks at once, and reports on each. */
final class Waiting {
  private final Call call;
  private final OutputOptions output;

  Waiting(Call call, OutputOptions output) {
    this.call = call;
    this.output = output;
  }

  /**
   * Returns when each of the tasks has ended, or the wait for it has.
   *
   * @throws IllegalArgumentException when the client can't be built as asked
   */
  TaskReport untilAllEnded(VideoTasksBuilder builder, Collection<TaskRef> refs, Duration timeout) {
    if (output.verbose()) {
      builder.requestListener(call.requests());
    }
    try (Progress progress = Progress.on(call.console(), call.host(), output, refs)) {
      TaskReport report = new TaskReport(call.console(), progress, output.json(), refs);
      try (VideoTasks videos = builder.listener(report).build()) {
        call.interruption().onStop(report::interrupted);
        CompletableFuture.allOf(
                refs.stream()
                    .map(ref -> wait(videos, ref, timeout, report))
                    .toArray(CompletableFuture<?>[]::new))
            .join();
      }
      return report;
    }
  }

  private static CompletableFuture<Void> wait(
      VideoTasks videos, TaskRef ref, Duration timeout, TaskReport report) {
    return videos
        .awaitAsync(ref, timeout)
        .handle(
            (task, failure) -> {
              tell(report, ref, task, failure);
              return null;
            });
  }

  private static void tell(
      TaskReport report, TaskRef ref, @Nullable VideoTask task, @Nullable Throwable failure) {
    if (task != null) {
      report.ended(task);
    } else {
      Throwable cause =
          failure instanceof CompletionException && failure.getCause() != null
              ? failure.getCause()
              : failure;
      report.failed(ref, Problem.of(cause == null ? new IllegalStateException() : cause));
    }
  }
}
