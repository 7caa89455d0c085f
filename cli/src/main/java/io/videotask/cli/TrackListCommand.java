package io.videotask.cli;

import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.TrackState;
import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
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
  /** The most rows that are read at once. */
  private static final int PAGE = 1000;

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

  @Option(
      names = "--after",
      paramLabel = "TASK",
      description = "Only what comes after this task, such as the last one of a list before.")
  private @Nullable String after;

  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return database.withTracker(context.process(), this::list);
  }

  /** Prints a page after the other, so that a long list takes no more memory than a short one. */
  private int list(Tracker tracker) {
    TrackFilter filter = new TrackFilter(states, gateway, null, text, Math.min(limit, PAGE));
    if (after != null) {
      TrackedTask last = TrackShowCommand.find(tracker, after);
      if (last == null) {
        return TrackShowCommand.notTracked(context, after, output.json());
      }
      filter = filter.after(last);
    }
    int left = limit;
    while (left > 0) {
      List<TrackedTask> tasks = tracker.list(filter.withLimit(Math.min(left, PAGE)));
      for (TrackedTask task : tasks) {
        context.console().repeatable(TrackedTaskText.line(task, output.json()));
      }
      if (tasks.isEmpty()) {
        break;
      }
      left -= tasks.size();
      filter = filter.after(tasks.get(tasks.size() - 1));
    }
    return ExitCode.OK.number();
  }
}
