package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Asks once and prints the task as it is now.")
final class StatusCommand extends OneTaskCommand {
  StatusCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode ask(VideoTasks videos, TaskRef ref, TaskReport report) {
    VideoTask answer = videos.query(ref);
    report.queried(answer);
    if (!output.json() && !output.quiet()) {
      answer.notes().forEach(note -> context.console().say("note: " + TerminalText.oneLine(note)));
    }
    return report.exit();
  }
}
