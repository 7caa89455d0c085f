package io.videotask.internal.http;

/** Runs calls, each on a thread of its own. Thread-safe. */
interface CallExecutor {
  /**
   * Runs a call as soon as there is a thread for it.
   *
   * @param server calls with equal ones share their threads; threads are shared fairly between
   *     servers
   * @return keeps the call from being run, where it has not been given a thread yet
   * @throws java.util.concurrent.RejectedExecutionException when it will never be run: the client
   *     is closed, or no thread can be started
   */
  Runnable execute(Object server, Runnable call);

  /** Takes no more calls; those that have no thread yet are dropped. */
  void shutdown();
}
