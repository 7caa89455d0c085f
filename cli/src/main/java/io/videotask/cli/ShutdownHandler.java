package io.videotask.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The final messages when the process is stopped. Thread-safe. */
final class ShutdownHandler {
  private Supplier<ExitCode> action = () -> ExitCode.INTERRUPTED;
  private volatile boolean finished;

  /**
   * Sets the action that prints the final messages and returns the exit code. It replaces the
   * previous action atomically, so that exactly one action reports on a task.
   */
  synchronized void onStop(Supplier<ExitCode> newAction) {
    action = newAction;
  }

  /** Marks the command as finished; a later stop prints nothing. */
  synchronized void finish() {
    finished = true;
  }

  boolean isFinished() {
    return finished;
  }

  /** Runs the action, once. Returns the exit code, or null if the command has finished. */
  synchronized @Nullable ExitCode stop() {
    if (finished) {
      return null;
    }
    finished = true;
    return action.get();
  }
}
