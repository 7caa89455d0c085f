package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * This node's share of each rate limit that the clients of all nodes have. Nine tenths of a limit
 * belong to the shards, one tenth to the registered nodes, so that a node without a shard can
 * submit. Nodes change their shares at different times, so each takes what is safe: what a node
 * gains it uses once no other can still use it, and what it may have lost without knowing it, it
 * stops using in time. The sum over all nodes is never more than the limit. Thread-safe.
 *
 * <ul>
 *   <li>A shard that is given back is not counted before another node can have it.
 *   <li>A node that cannot reach the database for three heartbeats counts none of its shards: the
 *       others take them over after four.
 *   <li>A node that joins waits for three heartbeats before it uses its part of the nodes' tenth:
 *       all others have seen it by then, or count no more shards. A node that is gone is counted
 *       until its row is deleted.
 * </ul>
 */
final class RateShare {
  /** The part of the limit that all registered nodes have in equal parts. */
  private static final double OF_NODES = 0.1;

  private static final int LEASE_HEARTBEATS = 3;

  private final TimeSource time;
  private final DoubleConsumer client;
  private final int shards;
  private final Duration lease;
  private int owned;
  private int nodes;
  private long renewedAt;
  private long joinedAt;
  private boolean joined;
  private boolean admitted;
  private double share = 1;
  private TimeSource.@Nullable Cancellable timer;

  /**
   * @param client is given each new share, 0 to 1
   * @param shards the number of all shards
   */
  RateShare(TimeSource time, DoubleConsumer client, int shards, Duration heartbeat) {
    this.time = time;
    this.client = client;
    this.shards = shards;
    this.lease = heartbeat.multipliedBy(LEASE_HEARTBEATS);
  }

  /**
   * The node was registered.
   *
   * @param began when that began, as {@link TimeSource#nanoTime()}
   * @param registered the nodes in the table, with this one
   */
  synchronized void join(long began, int registered) {
    joined = true;
    admitted = false;
    joinedAt = time.nanoTime();
    renew(began, registered);
  }

  /** The node has seen the others. The arguments are as those of {@link #join}. */
  synchronized void renew(long began, int registered) {
    if (!joined) {
      return;
    }
    nodes = Math.max(1, registered);
    admitted = admitted || nodes == 1 || began - joinedAt >= lease.toNanos();
    renewedAt = began;
    apply();
    restartTimer();
  }

  /** Sets how many shards this node owns. */
  synchronized void owns(int number) {
    owned = number;
    apply();
  }

  synchronized double share() {
    return share;
  }

  /** The node leaves: its client is alone with its limit again. */
  synchronized void leave() {
    joined = false;
    if (timer != null) {
      timer.cancel();
    }
    set(1);
  }

  private void restartTimer() {
    if (timer != null) {
      timer.cancel();
    }
    long left = Math.max(0, renewedAt + lease.toNanos() - time.nanoTime());
    timer = time.schedule(Duration.ofNanos(left), this::expire);
  }

  private synchronized void expire() {
    apply();
  }

  private void apply() {
    if (!joined) {
      return;
    }
    boolean current = time.nanoTime() - renewedAt < lease.toNanos();
    double ofShards = current ? (1 - OF_NODES) * owned / shards : 0;
    // More nodes may have joined since: it counts with as many as there are shards.
    double ofNodes = OF_NODES / (current ? nodes : Math.max(nodes, shards));
    set(Math.min(1, ofShards + (admitted ? ofNodes : 0)));
  }

  private void set(double next) {
    if (next != share) {
      share = next;
      try {
        client.accept(next);
      } catch (RuntimeException e) {
        // Such as by a clock that was closed too early: shards change hands all the same.
      }
    }
  }
}
