package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Shows people how waits go on. */
interface ProgressDisplay extends AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay NONE = new ProgressDisplay() {};

  /** A task is different from before. */
  default void changed(VideoTask task) {}

  /** A query failed, and the wait goes on. */
  default void trouble(TaskRef ref, String what) {}

  /** Bytes of a task's video have come. */
  default void fetched(TaskRef ref, long bytes, @Nullable Long total) {}

  /** The wait for a task is over, with this state or this kind of problem. */
  default void over(TaskRef ref, String word) {}

  @Override
  default void close() {}

  /** What suits the terminal and the options. */
  static ProgressDisplay on(
      Console console, ProcessEnvironment host, OutputOptions options, Collection<TaskRef> refs) {
    if (options.quiet()) {
      return NONE;
    }
    boolean live =
        host.terminalWidth() > 0 && !options.verbose() && refs.size() <= ProgressBars.MOST;
    return live
        ? new ProgressBars(console, host.terminalWidth(), refs)
        : new ProgressLines(console);
  }
}
