package io.videotask.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is to be said when the process is told to stop. Thread-safe. */
final class Interruption {
  private final Deque<Supplier<ExitCode>> lastWords = new ArrayDeque<>();
  private volatile boolean over;

  /** Has something said, and hears which exit code follows from it. */
  synchronized void onStop(Supplier<ExitCode> words) {
    lastWords.add(words);
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
    ExitCode exit = ExitCode.INTERRUPTED;
    for (Supplier<ExitCode> words : lastWords) {
      ExitCode one = words.get();
      exit = one.compareTo(exit) < 0 ? one : exit;
    }
    return exit;
  }
}
