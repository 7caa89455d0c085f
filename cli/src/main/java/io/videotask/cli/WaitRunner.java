package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Waits for several tasks concurrently, and reports on each. */
final class WaitRunner {
  private final CommandContext context;
  private final OutputOptions output;
  private final Client client;

  WaitRunner(CommandContext context, OutputOptions output, Client client) {
    this.context = context;
    this.output = output;
    this.client = client;
  }

  /** An action for one task, which reports its own result. Its future always completes normally. */
  interface TaskAction {
    CompletableFuture<Void> start(TaskRef ref, TaskReport report);
  }

  /** Returns when each task has ended, or the wait for it. */
  TaskReport waitForAll(Collection<TaskRef> refs, Duration timeout) {
    return runAll(
        refs,
        (ref, report) ->
            client
                .videos()
                .awaitAsync(ref, timeout)
                .handle((task, failure) -> reported(report, ref, task, failure)));
  }

  /** Runs the action for each task, shows the progress, and returns when all are done. */
  TaskReport runAll(Collection<TaskRef> refs, TaskAction action) {
    try (ProgressDisplay progress =
        ProgressDisplay.on(context.console(), context.process(), output, refs)) {
      TaskReport report = new TaskReport(context.console(), progress, output.json(), refs);
      client.setListener(report);
      context.shutdown().onStop(report::interrupted);
      CompletableFuture.allOf(
              refs.stream()
                  .map(ref -> action.start(ref, report))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      return report;
    }
  }

  private static @Nullable Void reported(
      TaskReport report, TaskRef ref, @Nullable VideoTask task, @Nullable Throwable failure) {
    if (task != null) {
      report.ended(task);
    } else {
      report.failed(ref, problem(failure));
    }
    return null;
  }

  /** Describes the failure of a future. */
  static ErrorReport problem(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return ErrorReport.of(cause == null ? new IllegalStateException() : cause);
  }
}
