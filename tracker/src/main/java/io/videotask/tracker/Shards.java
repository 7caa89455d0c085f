package io.videotask.tracker;

import io.videotask.task.TaskFailure;
import io.videotask.task.VideoTask;
import io.videotask.tracker.ShardRows.Written;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The shards that this node owns, and what happens to their rows. Thread-safe. */
final class Shards implements Waits.Ends, Deliveries.Results {
  private final ShardRows shardRows;
  private final TaskRows rows;
  private final FencedWriter writer;
  private final DatabaseClock clock;
  private final RateShare rate;
  private final System.Logger log;
  private final Map<Integer, Shard> owned = new ConcurrentHashMap<>();
  private volatile Set<String> paused = Set.of();
  private volatile @Nullable Waits waits;
  private volatile @Nullable Deliveries deliveries;

  Shards(
      ShardRows shardRows,
      TaskRows rows,
      FencedWriter writer,
      DatabaseClock clock,
      RateShare rate,
      System.Logger log) {
    this.rate = rate;
    this.shardRows = shardRows;
    this.rows = rows;
    this.writer = writer;
    this.clock = clock;
    this.log = log;
  }

  void start(Waits newWaits, Deliveries newDeliveries) {
    waits = newWaits;
    deliveries = newDeliveries;
  }

  /** Makes this node the owner of a shard and begins with its outstanding rows. */
  Shard takeOver(int number, String node) throws SQLException {
    Shard shard = new Shard(number, shardRows.takeOver(number, node, clock.millis()));
    Shard before = owned.put(number, shard);
    countOwned();
    if (before != null) {
      stop(before);
    }
    boolean loaded = false;
    try {
      shardRows.outstanding(number).forEach(this::add);
      loaded = true;
      return shard;
    } finally {
      if (!loaded) {
        // Owned without its rows, no node would poll them.
        drop(shard);
      }
    }
  }

  /** Gives shards back until no more than a number are left, once their handlers have finished. */
  void keep(int number) {
    long surplus = owned.values().stream().filter(shard -> !shard.isDraining()).count() - number;
    for (Shard shard : owned.values()) {
      if (surplus > 0 && !shard.isDraining()) {
        surplus--;
        shard.drain();
      }
      advance(shard);
    }
  }

  /**
   * Stops all waits of a shard that is being given back, and stores their states, once its handlers
   * have finished; and gives it back once all is written.
   */
  private void advance(Shard shard) {
    if (shard.beginFlush()) {
      // As long as the states are not all in the queue, nothing is flushed.
      shard.beginWrite();
      try {
        if (!shard.isLost()) {
          checkpoint(shard);
        }
        shard.tasks().forEach(OpenTask::stop);
      } finally {
        shard.endWrite();
      }
    }
    if (shard.isFlushed()) {
      drop(shard);
    }
  }

  private void checkpoint(Shard shard) {
    Waits current = waits;
    if (current == null) {
      return;
    }
    for (OpenTask task : shard.tasks()) {
      if (task.row().state() == TrackState.OPEN && !task.isStopped()) {
        String state = current.checkpoint(task);
        if (state != null) {
          write(shard, task.row().to(TrackState.OPEN).withWait(state), written -> {});
        }
      }
    }
  }

  /** Writes a transition, and counts it as long as it is not written. */
  private void write(Shard shard, Transition transition, Consumer<Written> then) {
    write(shard, transition, then, () -> {});
  }

  /**
   * @param failed runs where {@code then} does not, or not to its end
   */
  void write(Shard shard, Transition transition, Consumer<Written> then, Runnable failed) {
    shard.beginWrite();
    CompletableFuture<Void> done =
        writer
            .write(transition, shard.epoch)
            .thenAccept(then)
            .whenComplete(
                (nothing, thrown) -> {
                  shard.endWrite();
                  advance(shard);
                });
    done.exceptionally(
        thrown -> {
          // Such as for want of memory: the row is taken again when its shard is read again.
          shard.forget(transition.id());
          failed.run();
          log.log(Level.WARNING, "tracking " + transition.id() + " is read again: " + thrown);
          return null;
        });
  }

  /** Stops all waits of a shard at once. */
  void drop(Shard shard) {
    owned.remove(shard.number, shard);
    // Before another node can own it: its share of the rate limit would count twice.
    countOwned();
    stop(shard);
  }

  private void countOwned() {
    synchronized (owned) {
      rate.owns(owned.size());
    }
  }

  private static void stop(Shard shard) {
    shard.release();
    shard.tasks().forEach(OpenTask::stop);
  }

  /**
   * Stops the shards that have another owner.
   *
   * @param before the shards that were owned before the epochs were read: one that was taken over
   *     meanwhile is not lost
   * @param epochs the epochs of the shards that are this node's
   */
  void drop(Collection<Shard> before, Map<Integer, Long> epochs) {
    for (Shard shard : before) {
      Long epoch = epochs.get(shard.number);
      if (epoch == null || epoch != shard.epoch) {
        drop(shard);
      }
    }
  }

  Set<Integer> numbers() {
    return new TreeSet<>(owned.keySet());
  }

  List<Shard> all() {
    return List.copyOf(owned.values());
  }

  int outstanding() {
    return owned.values().stream().mapToInt(Shard::size).sum();
  }

  /** Returns how many open tasks were due to be polled longer ago. */
  long late(Duration by) {
    Waits current = waits;
    return current == null
        ? 0
        : owned.values().stream()
            .flatMap(shard -> StreamSupport.stream(shard.tasks().spliterator(), false))
            .filter(task -> task.row().state() == TrackState.OPEN && current.isLate(task, by))
            .count();
  }

  /** Begins with a row that is new or has changed, if its shard is this node's. */
  void add(Row row) {
    Shard shard = owned.get(row.shard());
    Waits currentWaits = waits;
    Deliveries currentDeliveries = deliveries;
    if (shard == null
        || shard.isLost()
        || shard.isDraining()
        || currentWaits == null
        || currentDeliveries == null) {
      return;
    }
    OpenTask task = shard.take(row);
    if (task == null) {
      return;
    }
    boolean begun = false;
    try {
      begin(shard, task, row, currentWaits, currentDeliveries);
      begun = true;
    } finally {
      if (!begun) {
        // Such as for want of memory: it is taken again when its shard is read again.
        shard.remove(task);
      }
    }
  }

  private void begin(Shard shard, OpenTask task, Row row, Waits waiting, Deliveries delivering) {
    switch (row.state()) {
      case OPEN -> {
        if (!isPaused(row)) {
          waiting.begin(shard, task);
        }
      }
      case ENDED -> delivering.deliver(shard, task, row.nextAttempt(), null);
      case INTENT -> {
        // Nothing to do until it has an id, or is too old; see endOldIntents.
      }
      case DELIVERED, PARKED, REJECTED -> shard.remove(task);
    }
  }

  private boolean isPaused(Row row) {
    return row.ref() != null && paused.contains(row.ref().gateway());
  }

  @Override
  public boolean isPaused(String gateway) {
    return paused.contains(gateway);
  }

  /** Stops the waits of gateways that are paused, and begins those of others. */
  void pause(Set<String> gateways) {
    Set<String> before = paused;
    if (before.equals(gateways)) {
      return;
    }
    paused = Set.copyOf(gateways);
    for (Shard shard : owned.values()) {
      for (OpenTask task : shard.tasks()) {
        Row row = task.row();
        if (row.state() == TrackState.OPEN
            && row.ref() != null
            && before.contains(row.ref().gateway()) != gateways.contains(row.ref().gateway())) {
          task.stop();
          shard.remove(task);
          add(row);
        }
      }
    }
  }

  @Override
  public void ended(
      Shard shard,
      OpenTask task,
      TrackOutcome outcome,
      @Nullable VideoTask answer,
      @Nullable String why) {
    Row row = task.row();
    TaskFailure failure = answer instanceof VideoTask.Ended ended ? ended.failure() : null;
    String json = failure == null ? null : JsonText.failure(failure);
    Transition end = row.to(TrackState.ENDED).ended(outcome, /* why= */ json, /* reason= */ why);
    task.ends(outcome);
    write(shard, end, written -> after(shard, task, written, answer));
  }

  private void after(Shard shard, OpenTask task, Written written, @Nullable VideoTask answer) {
    Deliveries current = deliveries;
    if (written == Written.APPLIED && current != null) {
      current.deliver(shard, task, 0, answer);
    } else {
      settle(shard, task, written);
    }
  }

  @Override
  public void outdated(Shard shard, OpenTask task) {
    settle(shard, task, Written.CHANGED);
  }

  @Override
  public void attempted(Shard shard, OpenTask task, Transition transition) {
    Shard now = owned.getOrDefault(shard.number, shard);
    if (now != shard) {
      // The shard was lost and taken over again while the handler ran, as after an outage of the
      // database. What the handler has done counts; the new owner's task reads it.
      write(now, transition, written -> {});
      return;
    }
    write(
        shard,
        transition,
        written -> {
          Deliveries current = deliveries;
          if (written == Written.APPLIED
              && transition.to() == TrackState.ENDED
              && current != null) {
            current.deliver(shard, task, transition.nextAttempt(), null);
          } else {
            settle(shard, task, written);
          }
        });
  }

  @Override
  public void idle(Shard shard) {
    advance(shard);
  }

  /** Forgets a task that needs nothing more, or reads again what someone else has made of it. */
  void settle(Shard shard, OpenTask task, Written written) {
    shard.remove(task);
    if (written == Written.FENCED) {
      drop(shard);
    } else if (written == Written.CHANGED && !shard.isLost()) {
      try {
        Row row = rows.byId(task.row().id());
        if (row != null) {
          add(row);
        }
      } catch (RuntimeException e) {
        // The next scan of changed rows, or the next owner, finds it.
      }
    }
  }

  List<Row> changed(Connection connection, long since) throws SQLException {
    return shardRows.changed(connection, numbers(), since);
  }

  List<Row> outstandingRows(int number) throws SQLException {
    return shardRows.outstanding(number);
  }
}
