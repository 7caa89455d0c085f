package io.videotask.internal.engine;

/** A task that is being polled, as its client sees it. Thread-safe. */
interface PolledTask {
  /** Polls now instead of at the scheduled time. */
  void pollNow();

  /**
   * Takes notice of a callback, and polls as soon as that is useful.
   *
   * @param mayHaveEnded whether the task may have finished, by what the callback says
   */
  void callback(boolean mayHaveEnded);

  /** Chooses the next poll anew if the gateway's callbacks were counted on: one was missed. */
  void callbackMissed(String gateway);

  /** Ends all waits for the task: the client is closed. */
  void close();
}
