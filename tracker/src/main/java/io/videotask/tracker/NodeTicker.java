package io.videotask.tracker;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs what a node does at each heartbeat, on a thread of its own. */
final class NodeTicker implements AutoCloseable {
  /** How long closing waits for a tick that is under way. */
  private static final int TICK_SECONDS = 5;

  private final Runnable tick;
  private final System.Logger log;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "videotask-tracker-node");
            thread.setDaemon(true);
            return thread;
          });

  NodeTicker(Runnable tick, System.Logger log) {
    this.tick = tick;
    this.log = log;
  }

  void start(Duration heartbeat) {
    executor.scheduleWithFixedDelay(this::run, 0, heartbeat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A tick that throws would be the last one, and the node a dead one that holds its shards. */
  private void run() {
    try {
      tick.run();
    } catch (Throwable e) {
      try {
        log.log(Level.WARNING, "a tick of the tracker failed: " + e);
      } catch (Throwable ignored) {
        // Such as for want of memory: there is a next tick.
      }
    }
  }

  /** Ends the ticks; a tick that is under way has some seconds to end. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(TICK_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
