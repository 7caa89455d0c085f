package io.videotask.tracker;

import io.videotask.task.VideoTask;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A task in the hands of this node: what it waits for, if anything. Thread-safe. */
final class OpenTask {
  private Row row;
  private @Nullable CompletableFuture<VideoTask> wait;
  private boolean stopped;
  private int failedWaits;
  private int notReady;

  OpenTask(Row row) {
    this.row = row;
  }

  /** Returns the row as it is, or will be once it is written. */
  synchronized Row row() {
    return row;
  }

  /** The end is about to be written: nothing that is read from now on is older than that. */
  synchronized void ends(TrackOutcome outcome) {
    row = row.ended(outcome);
  }

  /** The task of the intent was looked for in vain, and that is written. */
  synchronized void searched(int times, long again) {
    row = row.searched(times, again);
  }

  /** Returns whether a row that was read says something newer. */
  synchronized boolean isOlderThan(Row other) {
    return other.ends() > row.ends()
        || (other.state() == TrackState.INTENT
            && row.state() == TrackState.INTENT
            && other.nextAttempt() > row.nextAttempt())
        || (other.ends() == row.ends() && rank(other.state()) > rank(row.state()));
  }

  /** Returns the order of the states with the same number of ends. */
  private static int rank(TrackState state) {
    return switch (state) {
      case INTENT -> 0;
      case ENDED -> 1;
      case DELIVERED, PARKED, REJECTED -> 2;
      case OPEN -> 3;
    };
  }

  /** Remembers the wait; cancels it if the task was stopped meanwhile. */
  void waitsFor(CompletableFuture<VideoTask> future) {
    boolean cancel;
    synchronized (this) {
      wait = future;
      cancel = stopped;
    }
    if (cancel) {
      future.cancel(true);
    }
  }

  /** Stops the wait: the shard or the gateway is given up. */
  void stop() {
    CompletableFuture<VideoTask> future;
    synchronized (this) {
      stopped = true;
      future = wait;
    }
    if (future != null) {
      future.cancel(true);
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Counts a wait that failed for another reason than the task's end. */
  synchronized int countFailedWait() {
    return ++failedWaits;
  }

  /** Counts a delivery for which the gateway was needed, and could not be used. */
  synchronized int countNotReady() {
    return ++notReady;
  }
}
