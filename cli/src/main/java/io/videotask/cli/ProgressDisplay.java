package io.videotask.cli;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Shows the progress of waits. */
interface ProgressDisplay extends AutoCloseable {
  /** Shows nothing. */
  ProgressDisplay NONE = new ProgressDisplay() {};

  /** The state or progress of a task has changed. */
  default void stateChanged(VideoTask task) {}

  /** A query has failed; the wait continues. */
  default void queryFailed(TaskRef ref, String message) {}

  /** Bytes of a task's video have arrived; the total is null if unknown. */
  default void downloadProgress(TaskRef ref, long bytes, @Nullable Long total) {}

  /** The wait for a task has finished with this state or error kind. */
  default void finished(TaskRef ref, String result) {}

  @Override
  default void close() {}

  /** Chooses a display for the terminal and the options. */
  static ProgressDisplay on(
      Console console,
      ProcessEnvironment process,
      OutputOptions options,
      Collection<TaskRef> refs) {
    if (options.quiet()) {
      return NONE;
    }
    boolean live =
        process.terminalWidth() > 0 && !options.verbose() && refs.size() <= ProgressBars.MAX_BARS;
    return live
        ? new ProgressBars(console, process.terminalWidth(), refs)
        : new ProgressLines(console);
  }
}
