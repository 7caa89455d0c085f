package io.videotask.cli;

import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.TrackState;
import io.videotask.tracker.TrackedTask;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists tracked tasks, the oldest first.")
final class TrackListCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      split = ",",
      description = "Only of these states: ${COMPLETION-CANDIDATES}.")
  private Set<TrackState> states = new LinkedHashSet<>();

  @Option(names = "--gateway", paramLabel = "NAME", description = "Only of this gateway.")
  private @Nullable String gateway;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only with this in the attributes or the id at the gateway.")
  private @Nullable String text;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many; 100 unless given.")
  private int limit = 100;

  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TrackFilter filter = new TrackFilter(states, gateway, null, text, limit);
    List<TrackedTask> tasks =
        database.withTracker(context.process(), tracker -> tracker.list(filter));
    for (TrackedTask task : tasks) {
      context.console().repeatable(TrackedTaskText.line(task, output.json()));
    }
    return ExitCode.OK.number();
  }
}
