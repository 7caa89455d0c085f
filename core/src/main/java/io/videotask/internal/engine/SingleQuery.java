package io.videotask.internal.engine;

/** A query in progress that belongs to no wait, as its client sees it. Thread-safe. */
interface SingleQuery {
  /** Ends the query: the client is closed. */
  void close();

  /**
   * Cancels the query if its waiting thread has been interrupted, and ends it if its timeout has
   * passed.
   *
   * @return whether a thread waits for it
   */
  boolean checkCaller();
}
