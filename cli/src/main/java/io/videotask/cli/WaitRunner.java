package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks at once, and reports on each. */
final class WaitRunner {
  private final CommandContext call;
  private final OutputOptions output;
  private final Client client;

  WaitRunner(CommandContext call, OutputOptions output, Client client) {
    this.call = call;
    this.output = output;
    this.client = client;
  }

  /** What is done for one task, and told to the report. Ends normally, whatever comes of it. */
  interface Work {
    CompletableFuture<Void> begin(TaskRef ref, TaskReport report);
  }

  /** Returns when each of the tasks has ended, or the wait for it has. */
  TaskReport untilAllEnded(Collection<TaskRef> refs, Duration timeout) {
    return untilDone(
        refs,
        (ref, report) ->
            client
                .videos()
                .awaitAsync(ref, timeout)
                .handle((task, failure) -> told(report, ref, task, failure)));
  }

  /** Returns when the work is done for each of the tasks, with the progress shown. */
  TaskReport untilDone(Collection<TaskRef> refs, Work work) {
    try (ProgressDisplay progress = ProgressDisplay.on(call.console(), call.host(), output, refs)) {
      TaskReport report = new TaskReport(call.console(), progress, output.json(), refs);
      client.tell(report);
      call.interruption().onStop(report::interrupted);
      CompletableFuture.allOf(
              refs.stream()
                  .map(ref -> work.begin(ref, report))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      return report;
    }
  }

  private static @Nullable Void told(
      TaskReport report, TaskRef ref, @Nullable VideoTask task, @Nullable Throwable failure) {
    if (task != null) {
      report.ended(task);
    } else {
      report.failed(ref, problem(failure));
    }
    return null;
  }

  /** What a future ended with, instead of a value. */
  static ErrorReport problem(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return ErrorReport.of(cause == null ? new IllegalStateException() : cause);
  }
}
