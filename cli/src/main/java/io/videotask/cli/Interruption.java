package io.videotask.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be said when the process is told to stop. Thread-safe. */
final class Interruption {
  private final Deque<Runnable> lastWords = new ArrayDeque<>();
  private volatile boolean over;

  synchronized void onStop(Runnable words) {
    lastWords.add(words);
  }

  /** The call has come to its own end; a stop has nothing to say any more. */
  synchronized void over() {
    over = true;
  }

  boolean isOver() {
    return over;
  }

  /** Says the last words, once. Returns whether the call was still under way. */
  synchronized boolean stop() {
    if (over) {
      return false;
    }
    over = true;
    lastWords.forEach(Runnable::run);
    return true;
  }
}
