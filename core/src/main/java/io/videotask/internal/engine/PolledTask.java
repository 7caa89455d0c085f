package io.videotask.internal.engine;

/** A task that is being polled, as its client sees it. Thread-safe. */
interface PolledTask {
  /** Polls now instead of at the scheduled time. */
  void pollNow();

  /** Ends all waits for the task: the client is closed. */
  void close();
}
