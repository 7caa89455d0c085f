package io.videotask.internal.http;

/** Runs each call on a thread of its own. Thread-safe. */
interface CallExecutor {
  /**
   * Runs a call as soon as a thread is free.
   *
   * @param server identifies the server by equality; threads are shared fairly between servers
   * @return removes the call from the queue, unless it has been given a thread
   * @throws java.util.concurrent.RejectedExecutionException if the call will never run: the client
   *     is closed, or no thread can be started
   */
  Runnable execute(Object server, Runnable call);

  /** Rejects further calls, and drops those that have no thread yet. */
  void shutdown();
}
