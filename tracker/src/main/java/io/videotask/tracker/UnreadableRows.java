package io.videotask.tracker;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of this node's shards that it cannot read, as after a newer version of the library has
 * written them: they are left alone, and the rest of their shard is not. Thread-safe.
 */
final class UnreadableRows {
  private final Warnings log;
  private final Map<String, Integer> shards = new ConcurrentHashMap<>();
  private volatile boolean reported;

  UnreadableRows(System.Logger log) {
    this.log = new Warnings(log);
  }

  /** A shard is about to be read as a whole. */
  void forget(int shard) {
    shards.values().removeIf(each -> each == shard);
  }

  void add(Row.Unreadable row) {
    shards.put(row.id(), row.shard());
    if (!reported) {
      reported = true;
      log.warn(
          "tracking "
              + row.id()
              + " is left alone, and so is each like it, which is not logged: "
              + row.why());
    }
  }

  /** Returns how many there are in these shards. */
  int count(Set<Integer> owned) {
    return (int) shards.values().stream().filter(owned::contains).count();
  }
}
