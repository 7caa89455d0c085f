package io.videotask.cli;

import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackState;
import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description =
        "Tracks tasks on that have timed out or were not found, and delivers other ends again.")
final class TrackRetryCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "<task>",
      arity = "1..*",
      description = "GATEWAY:ID, or the id of the tracking.")
  private List<String> tasks = List.of();

  @Option(
      names = "--deadline",
      paramLabel = "DUR",
      description = "For a task that is tracked on, from now; 24h unless given.")
  private Duration deadline = Duration.ofHours(24);

  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackRetryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return database.withTracker(
        context.process(),
        tracker -> {
          int exit = ExitCode.OK.number();
          for (String task : tasks) {
            exit = Math.max(exit, retry(tracker, task));
          }
          return exit;
        });
  }

  private int retry(Tracker tracker, String task) {
    TrackedTask known = TrackShowCommand.find(tracker, task);
    if (known == null) {
      return TrackShowCommand.notTracked(context, task, output.json());
    }
    boolean over = known.state() == TrackState.DELIVERED || known.state() == TrackState.PARKED;
    boolean givenUp =
        known.outcome() == TrackOutcome.TIMED_OUT || known.outcome() == TrackOutcome.NOT_FOUND;
    boolean retried =
        over && (givenUp ? tracker.trackOn(known.id(), deadline) : tracker.redeliver(known.id()));
    TrackedTask now = tracker.get(known.id());
    if (!retried || now == null) {
      String message = task + " is " + known.state() + ": there is nothing to retry";
      context.console().problem(ErrorReport.usage(message), output.json());
      return ExitCode.USAGE.number();
    }
    context.console().result(TrackedTaskText.line(now, output.json()));
    return ExitCode.OK.number();
  }
}
