package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.tracker.TrackedTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Tracks tasks that exist; asks no gateway.")
final class TrackAddCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "<task>",
      arity = "1..*",
      description = "GATEWAY:ID, or ID with --gateway.")
  private List<String> tasks = List.of();

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "The gateway of tasks that don't name it.")
  private @Nullable String gateway;

  @Option(
      names = "--attribute",
      paramLabel = "K=V",
      description = "An attribute of yours, kept with the tasks.")
  private Map<String, String> attributes = new LinkedHashMap<>();

  @Option(
      names = "--deadline",
      paramLabel = "DUR",
      description = "When tracking ends as TIMED_OUT, from now; 24h unless given.")
  private Duration deadline = Duration.ofHours(24);

  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackAddCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Set<TaskRef> refs = TaskRefParser.all(tasks, gateway);
    return database.withTracker(
        context.process(),
        tracker -> {
          for (TaskRef ref : refs) {
            tracker.track(ref, attributes, deadline);
            TrackedTask added = tracker.get(ref);
            if (added != null) {
              context.console().result(TrackedTaskText.line(added, output.json()));
            }
          }
          return ExitCode.OK.number();
        });
  }
}
