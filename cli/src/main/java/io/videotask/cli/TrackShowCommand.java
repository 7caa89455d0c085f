package io.videotask.cli;

import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Prints all that is known of a tracked task.")
final class TrackShowCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "<task>", description = "GATEWAY:ID, or the id of the tracking.")
  private String task = "";

  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackShowCommand(CommandContext context) {
    this.context = context;
  }

  /** Returns the tracking with this id, or of this task; null if there is none. */
  static @Nullable TrackedTask find(Tracker tracker, String task) {
    TrackedTask known = tracker.get(task);
    return known != null || task.indexOf(':') < 0
        ? known
        : tracker.get(TaskRefParser.one(task, null));
  }

  /** Reports that a task is not tracked; returns the exit code. */
  static int notTracked(CommandContext context, String task, boolean json) {
    context
        .console()
        .problem(
            new ErrorReport(
                "NOT_FOUND", task + " is not tracked", null, null, null, ExitCode.NOT_FOUND),
            json);
    return ExitCode.NOT_FOUND.number();
  }

  @Override
  public Integer call() {
    TrackedTask found = database.withTracker(context.process(), tracker -> find(tracker, task));
    if (found == null) {
      return notTracked(context, task, output.json());
    }
    if (output.json()) {
      context.console().repeatable(TrackedTaskText.json(found));
    } else {
      TrackedTaskText.lines(found).forEach(context.console()::repeatable);
    }
    return ExitCode.OK.number();
  }
}
