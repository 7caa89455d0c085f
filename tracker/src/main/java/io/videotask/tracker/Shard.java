package io.videotask.tracker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A shard that this node owns, or did: its epoch, and its outstanding tasks. Thread-safe. */
final class Shard {
  final int number;
  final long epoch;
  private final Map<String, OpenTask> tasks = new ConcurrentHashMap<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean lost;

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

  Iterable<OpenTask> tasks() {
    return tasks.values();
  }

  int size() {
    return tasks.size();
  }
}
