package io.videotask.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be said when the process is told to stop. Thread-safe. */
final class ShutdownHandler {
  private Supplier<ExitCode> lastWords = () -> ExitCode.INTERRUPTED;
  private volatile boolean over;

  /**
   * Has this said, and hears which exit code follows from it. It takes the place of what was to be
   * said before: at no moment does nobody, or do two, speak for a task.
   */
  synchronized void onStop(Supplier<ExitCode> words) {
    lastWords = words;
  }

  /** The call has come to its own end; a stop has nothing to say any more. */
  synchronized void over() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Says the last words, once. Returns how the process ends; null where the call has ended. */
  synchronized @Nullable ExitCode stop() {
    if (over) {
      return null;
    }
    over = true;
    return lastWords.get();
  }
}
