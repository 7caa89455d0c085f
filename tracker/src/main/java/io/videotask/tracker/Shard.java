package io.videotask.tracker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A shard that this node owns, or did: its epoch, and its outstanding tasks. A shard that is given
 * back while its owner is alive is drained first: no handler is started, those that run finish, and
 * what they have decided is written. Otherwise the next owner would call the handler while it still
 * runs here. Thread-safe.
 */
final class Shard {
  final int number;
  final long epoch;
  private final Map<String, OpenTask> tasks = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean lost;
  private volatile boolean draining;
  private boolean flushing;
  private int handlers;
  private int writes;

  Shard(int number, long epoch) {
    this.number = number;
    this.epoch = epoch;
  }

  /** Gives the shard back, or up where it has another owner already. */
  void release() {
    lost = true;
    released.countDown();
  }

  boolean isLost() {
    return lost;
  }

  void awaitRelease() throws InterruptedException {
    released.await();
  }

  /** Returns false if the time has passed before the shard was given back. */
  boolean awaitRelease(long millis) throws InterruptedException {
    return released.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Begins to give the shard back. */
  synchronized void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Returns false if no handler may be started any more; otherwise {@link #endHandler} follows. */
  synchronized boolean beginHandler() {
    if (lost || draining) {
      return false;
    }
    handlers++;
    return true;
  }

  synchronized void endHandler() {
    handlers--;
  }

  /** Counts a write that is to land before the shard is given back. */
  synchronized void beginWrite() {
    writes++;
  }

  synchronized void endWrite() {
    writes--;
  }

  /** Returns true once: when the shard is being given back and no handler runs any more. */
  synchronized boolean beginFlush() {
    if (!draining || flushing || handlers > 0) {
      return false;
    }
    flushing = true;
    return true;
  }

  /** Returns whether all is written that is to land before the shard is given back. */
  synchronized boolean isFlushed() {
    return flushing && writes == 0;
  }

  /**
   * Takes a task into the hands of this node, in place of what an older row said.
   *
   * @return null if it is there already, and the row says nothing newer
   */
  @Nullable OpenTask take(Row row) {
    OpenTask taken = new OpenTask(row.withoutAttributes());
    while (true) {
      OpenTask known = tasks.putIfAbsent(row.id(), taken);
      if (known == null) {
        return taken;
      }
      if (!known.isOlderThan(row)) {
        return null;
      }
      if (tasks.remove(row.id(), known)) {
        known.stop();
      }
    }
  }

  void remove(OpenTask task) {
    tasks.remove(task.row().id(), task);
  }

  void forget(String id) {
    OpenTask task = tasks.remove(id);
    if (task != null) {
      task.stop();
    }
  }

  Iterable<OpenTask> tasks() {
    return tasks.values();
  }

  int size() {
    return tasks.size();
  }
}
