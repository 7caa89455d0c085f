package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plain line for each piece of news: for logs, pipes and terminals that can't do more. */
final class ProgressLines implements ProgressDisplay {
  private final Console console;
  private final Map<TaskRef, Long> steps = new HashMap<>();

  ProgressLines(Console console) {
    this.console = console;
  }

  @Override
  public void changed(VideoTask task) {
    console.say(TerminalText.of(task));
  }

  /** A line for each tenth; where nobody knows the whole, one for each doubling. */
  @Override
  public void fetched(TaskRef ref, long bytes, @Nullable Long total) {
    long step = total == null || total < 1 ? doublings(bytes) : bytes * 10 / total;
    Long last = steps.put(ref, step);
    if (last == null || last != step) {
      console.say(TerminalText.oneLine(ref + " fetching: " + TerminalText.bytes(bytes, total)));
    }
  }

  private static long doublings(long bytes) {
    return 64L - Long.numberOfLeadingZeros(bytes);
  }

  @Override
  public void trouble(TaskRef ref, String what) {
    console.say(TerminalText.oneLine(ref + " asking again: " + what));
  }
}
