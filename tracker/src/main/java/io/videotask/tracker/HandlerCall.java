package io.videotask.tracker;

import org.jspecify.annotations.Nullable;

/**
 * A call of a handler, which may be interrupted as long as it runs: an interruption that comes late
 * must not hit what the thread does next. Thread-safe.
 */
final class HandlerCall {
  private @Nullable Thread thread;
  private @Nullable Cause interruption;

  /** Why a handler was interrupted. */
  enum Cause {
    /** It took longer than its timeout. */
    TIMEOUT,
    /** The tracker is closed. */
    CLOSE
  }

  /** Begins on this thread. */
  HandlerCall() {
    thread = Thread.currentThread();
  }

  synchronized void interrupt(Cause cause) {
    if (thread != null && interruption == null) {
      interruption = cause;
      thread.interrupt();
    }
  }

  /** Returns why the call was interrupted; null if it was not. */
  synchronized @Nullable Cause interruption() {
    return interruption;
  }

  /** Ends on this thread, whose flag is cleared: nothing of one end shall interrupt the next. */
  synchronized void end() {
    thread = null;
    boolean ignored = Thread.interrupted();
  }
}
