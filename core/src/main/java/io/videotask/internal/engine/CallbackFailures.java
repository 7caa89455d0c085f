package io.videotask.internal.engine;

/** Runs callbacks whose contract says that what they throw is ignored. */
final class CallbackFailures {
  private CallbackFailures() {}

  /** Runs it; whatever it throws, an {@code Error} too, is ignored. */
  static void ignore(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable ignored) {
      // The callback's own failure must not reach the wait, or another callback.
    }
  }
}
