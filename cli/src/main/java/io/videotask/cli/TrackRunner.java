package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.TrackedTask;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerBuilder;
import io.videotask.tracker.TrackerStatus;
import io.videotask.tracker.TrackingException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A node that polls tracked tasks, and prints their ends. */
final class TrackRunner {
  private static final int SHOWN_TASKS = 10;
  private static final long PERIOD_MILLIS = 1_000;

  private final CommandContext context;
  private final OutputOptions output;
  private final VideoTasks videos;
  private final AtomicInteger printed = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  TrackRunner(CommandContext context, OutputOptions output, VideoTasks videos) {
    this.context = context;
    this.output = output;
    this.videos = videos;
  }

  /** Runs until it is stopped, or nothing is outstanding. */
  ExitCode run(DataSource source, @Nullable Path directory, boolean untilEmpty) {
    TrackerBuilder builder =
        Tracker.builder(source, videos).handler(this::print).logger(new NoLog());
    if (directory != null) {
      builder.downloadTo(directory, DownloadOptions.builder().overwrite(true).build());
    }
    try (Tracker tracker = builder.build()) {
      tracker.start();
      context.shutdown().onStop(() -> interrupt(tracker));
      while (!stopped.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        if (show(tracker) && untilEmpty) {
          return ExitCode.OK;
        }
      }
      return ExitCode.UNREACHABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } finally {
      context.console().leaveRows();
    }
  }

  /** What is cut short here is what a killed process leaves undone: nothing is lost. */
  private static ExitCode interrupt(Tracker running) {
    running.close();
    return ExitCode.INTERRUPTED;
  }

  private void print(TrackedEnd end) {
    String file = end.video() == null || end.video().file() == null ? "" : " " + end.video().file();
    String line =
        output.json()
            ? TrackedTaskText.json(end)
            : TrackedTaskText.line(end.task()) + TerminalText.oneLine(file);
    if (!context.console().repeatable(line)) {
      // An end that was not printed is not handled.
      stopped.countDown();
      throw new IllegalStateException("standard output is closed");
    }
    printed.incrementAndGet();
  }

  /** Shows what is outstanding on a terminal; returns whether nothing is. */
  private boolean show(Tracker tracker) {
    List<TrackedTask> outstanding;
    try {
      outstanding =
          tracker.list(
              new TrackFilter(TrackFilter.OUTSTANDING.states(), null, null, null, SHOWN_TASKS));
    } catch (TrackingException e) {
      row(0, "the database does not answer; tracking goes on when it does");
      return false;
    }
    TrackerStatus status = tracker.status();
    row(
        0,
        "nodes "
            + status.liveNodes()
            + "  shards "
            + status.ownedShards()
            + "/"
            + status.shards()
            + "  outstanding here "
            + status.outstanding()
            + "  ended "
            + printed.get());
    for (int i = 0; i < SHOWN_TASKS; i++) {
      row(i + 1, i < outstanding.size() ? text(outstanding.get(i)) : "");
    }
    return outstanding.isEmpty();
  }

  private static String text(TrackedTask task) {
    TrackOutcome outcome = task.outcome();
    return "  "
        + (task.ref() == null ? task.id() : task.ref())
        + "  "
        + task.state()
        + (outcome == null ? "" : " " + outcome)
        + (task.error() == null ? "" : "  " + task.error());
  }

  private void row(int number, String text) {
    int width = context.process().terminalWidth();
    if (width > 0 && !output.quiet()) {
      String line = TerminalText.oneLine(text);
      context.console().row(number, line.length() < width ? line : line.substring(0, width - 1));
    }
  }
}
