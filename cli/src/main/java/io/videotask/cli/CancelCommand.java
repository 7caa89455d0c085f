package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.task.CancelOutcome;
import io.videotask.task.TaskRef;
import picocli.CommandLine.Command;

@Command(name = "cancel", description = "Cancels a task, where its gateway can.")
final class CancelCommand extends OneTaskCommand {
  CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode ask(VideoTasks videos, TaskRef ref, TaskReport report) {
    CancelOutcome outcome = videos.cancel(ref);
    context
        .console()
        .result(output.json() ? Json.cancelled(ref, outcome) : ref + " " + text(outcome));
    return exit(outcome);
  }

  private static String text(CancelOutcome outcome) {
    return switch (outcome) {
      case REQUESTED -> "cancellation requested";
      case TOO_LATE -> "can't be cancelled any more";
      case NOT_FOUND -> "is not known to the gateway";
    };
  }

  private static ExitCode exit(CancelOutcome outcome) {
    return switch (outcome) {
      case REQUESTED -> ExitCode.OK;
      case TOO_LATE -> ExitCode.NO_VIDEO;
      case NOT_FOUND -> ExitCode.NOT_FOUND;
    };
  }
}
