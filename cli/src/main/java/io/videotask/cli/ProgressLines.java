package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints one line per change, for logs, pipes and simple terminals. */
final class ProgressLines implements ProgressDisplay {
  private final Console console;
  private final Map<TaskRef, Long> steps = new HashMap<>();

  ProgressLines(Console console) {
    this.console = console;
  }

  @Override
  public void stateChanged(VideoTask task) {
    console.say(TerminalText.of(task));
  }

  /** Prints a line for each tenth; for each doubling if the total is unknown. */
  @Override
  public void downloadProgress(TaskRef ref, long bytes, @Nullable Long total) {
    long step = total == null || total < 1 ? log2(bytes) : bytes * 10 / total;
    Long last = steps.put(ref, step);
    if (last == null || last != step) {
      console.say(TerminalText.oneLine(ref + " fetching: " + TerminalText.bytes(bytes, total)));
    }
  }

  private static long log2(long bytes) {
    return 64L - Long.numberOfLeadingZeros(bytes);
  }

  @Override
  public void queryFailed(TaskRef ref, String message) {
    console.say(TerminalText.oneLine(ref + " asking again: " + message));
  }
}
