package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This node among the others: it beats, counts those whose beat changes, and so knows its share of
 * the shards; it notices shards that it has lost, gateways that are paused, and rows that other
 * nodes have inserted. One thread calls {@link #tick}.
 */
final class Node {
  /** A node whose beat has not changed for this many ticks is gone. */
  private static final int MISSED_BEATS = 4;

  private static final int FOREIGN_BEATS_TO_LOG = 3;

  /** Transactions of inserts that take longer are found when their shard is read again. */
  private static final long OVERLAP_MILLIS = Duration.ofSeconds(30).toMillis();

  private static final long FORGOTTEN_MILLIS = Duration.ofDays(1).toMillis();

  private final Database database;
  private final NodeRows rows;
  private final DatabaseClock clock;
  private final TimeSource time;
  private final Shards shards;
  private final LostIntents intents;
  private final DatabaseGate gate;
  private final RateShare rate;
  private final String name;
  private final int number;
  private final long interval;
  private final System.Logger log;
  private final Map<String, Beat> beats = new HashMap<>();
  private long beat;
  private long ticks;
  private long scannedAt;
  private volatile boolean failing;
  private NodeRows.Found found = NodeRows.Found.OWN_BEAT;
  private int foreignBeats;
  private volatile Set<String> live = Set.of();

  /**
   * A node's beat, when this node saw it change, by its monotonic clock, and how often it has seen
   * it unchanged since.
   */
  private record Beat(long value, long changedAt, int unchanged) {}

  /**
   * @param number the number of shards
   */
  Node(
      Database database,
      DatabaseClock clock,
      TimeSource time,
      Shards shards,
      LostIntents intents,
      DatabaseGate gate,
      RateShare rate,
      String name,
      int number,
      Duration interval,
      System.Logger log) {
    this.database = database;
    this.rows = new NodeRows(database);
    this.clock = clock;
    this.time = time;
    this.shards = shards;
    this.intents = intents;
    this.gate = gate;
    this.rate = rate;
    this.name = name;
    this.number = number;
    this.interval = interval.toNanos();
    this.log = log;
  }

  /** Returns how many shards this node may own, so that all nodes together own all. */
  int share() {
    int nodes = liveNodes();
    return (number + nodes - 1) / nodes;
  }

  int liveNodes() {
    return Math.max(1, live.size());
  }

  /** Returns the names of the nodes that are not gone. */
  Set<String> live() {
    return live;
  }

  /** Returns whether the last tick could use the database. */
  boolean isCurrent() {
    return !failing;
  }

  /** Returns whether another process seems to have the name of this node, too. */
  boolean sharesItsName() {
    return foreignBeats > 0;
  }

  /** Joins the nodes. */
  void join() {
    long began = time.nanoTime();
    try {
      database.run(
          connection -> {
            clock.measure(connection);
            return true;
          });
      rows.forget(clock.millis() - FORGOTTEN_MILLIS);
      // Not where another process of the name could be.
      beat = clock.millis();
      rows.register(name, beat, clock.millis());
      database.run(
          connection -> {
            count(connection);
            return true;
          });
    } catch (SQLException e) {
      throw new TrackingException("the node could not be registered: " + e.getMessage(), e);
    }
    rate.join(began, beats.size());
    scannedAt = clock.millis();
  }

  /** Leaves the nodes, so that the others need not wait for the beat. */
  void leave() {
    rate.leave();
    try {
      rows.deregister(name);
    } catch (SQLException e) {
      log.log(Level.DEBUG, "the node could not be deregistered: " + e.getMessage());
    }
  }

  /** Beats, and does nothing else; a failure is tried again at the next beat. */
  void beat() {
    try {
      database.run(
          connection -> {
            return NodeRows.beat(connection, name, beat, clock.millis());
          });
      beat++;
    } catch (SQLException | RuntimeException e) {
      log.log(Level.DEBUG, "a heartbeat could not be written: " + e.getMessage());
    }
  }

  /** Does what is due; a failure is tried again at the next tick. */
  void tick() {
    try {
      long began = clock.millis();
      long beganAt = time.nanoTime();
      List<Row> changed =
          database.run(
              connection -> {
                clock.measureIfOld(connection);
                found = NodeRows.beat(connection, name, beat, clock.millis());
                count(connection);
                List<Shard> before = shards.all();
                shards.drop(before, ShardRows.owned(connection, name));
                shards.pause(GatewayRows.paused(connection));
                return shards.changed(connection, scannedAt - OVERLAP_MILLIS);
              });
      beat++;
      gate.open();
      watchName();
      if (found == NodeRows.Found.NOTHING) {
        rate.join(beganAt, beats.size());
      } else {
        rate.renew(beganAt, beats.size());
      }
      changed.forEach(shards::add);
      scannedAt = began;
      readOneAgain();
      intents.search();
      ticks++;
      if (failing) {
        failing = false;
        log.log(Level.WARNING, "the database of the tracked tasks can be used again");
      }
    } catch (SQLException | RuntimeException e) {
      gate.shut();
      if (!failing) {
        failing = true;
        log.log(
            Level.WARNING,
            "the database of the tracked tasks cannot be used; tasks are polled on, and their ends"
                + " are written when it can: "
                + e.getMessage());
      }
    }
  }

  /** A single foreign beat may be this node's own, whose commit it has not heard of. */
  private void watchName() {
    foreignBeats = found == NodeRows.Found.ANOTHER_BEAT ? foreignBeats + 1 : 0;
    if (foreignBeats == FOREIGN_BEATS_TO_LOG) {
      log.log(
          Level.WARNING,
          "another process runs as the node "
              + name
              + ", too: give each its own name, or their shards are not divided between them");
    }
  }

  /** Reads one of the shards as a whole: what every other way has missed is found then. */
  private void readOneAgain() throws SQLException {
    int shard = (int) (ticks % number);
    if (shards.numbers().contains(shard)) {
      shards.outstandingRows(shard).forEach(shards::add);
    }
  }

  private void count(Connection connection) throws SQLException {
    long now = time.nanoTime();
    Map<String, Long> current = NodeRows.beats(connection);
    Set<String> alive = new HashSet<>();
    current.forEach(
        (node, value) -> {
          Beat before = beats.get(node);
          Beat seen =
              before == null || before.value() != value
                  ? new Beat(value, now, 0)
                  : new Beat(value, before.changedAt(), before.unchanged() + 1);
          beats.put(node, seen);
          // An outage, in which this node sees nothing, is no silence of the others.
          boolean silent = now - seen.changedAt() > MISSED_BEATS * interval;
          if (!silent || seen.unchanged() < MISSED_BEATS) {
            alive.add(node);
          }
        });
    beats.keySet().retainAll(current.keySet());
    alive.add(name);
    live = alive;
  }
}
