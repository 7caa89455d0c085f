package io.videotask.tracker;

import io.videotask.task.TaskFailure;
import io.videotask.task.VideoTask;
import io.videotask.tracker.ShardRows.Written;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The shards that this node owns, and what happens to their rows. Thread-safe. */
final class Shards implements Waits.Ends, Deliveries.Results {
  private final ShardRows shardRows;
  private final TaskRows rows;
  private final FencedWriter writer;
  private final DatabaseClock clock;
  private final long intentMillis;
  private final Map<Integer, Shard> owned = new ConcurrentHashMap<>();
  private volatile Set<String> paused = Set.of();
  private volatile @Nullable Waits waits;
  private volatile @Nullable Deliveries deliveries;

  /**
   * @param intentMillis the age from which the outcome of an intent without an id is unknown
   */
  Shards(
      ShardRows shardRows,
      TaskRows rows,
      FencedWriter writer,
      DatabaseClock clock,
      long intentMillis) {
    this.shardRows = shardRows;
    this.rows = rows;
    this.writer = writer;
    this.clock = clock;
    this.intentMillis = intentMillis;
  }

  void start(Waits newWaits, Deliveries newDeliveries) {
    waits = newWaits;
    deliveries = newDeliveries;
  }

  /** Makes this node the owner of a shard and begins with its outstanding rows. */
  Shard takeOver(int number, String node) throws SQLException {
    Shard shard = new Shard(number, shardRows.takeOver(number, node, clock.millis()));
    Shard before = owned.put(number, shard);
    if (before != null) {
      stop(before);
    }
    shardRows.outstanding(number).forEach(this::add);
    return shard;
  }

  /** Stops all waits of a shard, with their states stored if it is still ours. */
  void giveBack(Shard shard, boolean checkpoint) {
    owned.remove(shard.number, shard);
    if (checkpoint && !shard.isLost()) {
      checkpoint(shard);
    }
    stop(shard);
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
          Transition same = task.row().to(TrackState.OPEN).withWait(state);
          CompletableFuture<Written> ignored = writer.write(same, shard.epoch);
        }
      }
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
        owned.remove(shard.number, shard);
        stop(shard);
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

  /** Begins with a row that is new or has changed, if its shard is this node's. */
  void add(Row row) {
    Shard shard = owned.get(row.shard());
    Waits currentWaits = waits;
    Deliveries currentDeliveries = deliveries;
    if (shard == null || shard.isLost() || currentWaits == null || currentDeliveries == null) {
      return;
    }
    OpenTask task = shard.take(row);
    if (task == null) {
      return;
    }
    switch (row.state()) {
      case OPEN -> {
        if (!isPaused(row)) {
          currentWaits.begin(shard, task);
        }
      }
      case ENDED -> currentDeliveries.deliver(shard, task, row.nextAttempt(), null);
      case INTENT -> {
        // Nothing to do until it has an id, or is too old; see endOldIntents.
      }
      case DELIVERED, PARKED, REJECTED -> shard.remove(task);
    }
  }

  private boolean isPaused(Row row) {
    return row.ref() != null && paused.contains(row.ref().gateway());
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

  /** Ends intents that have had no id for too long: their submitter is gone. */
  void endOldIntents() {
    long now = clock.millis();
    for (Shard shard : owned.values()) {
      for (OpenTask task : shard.tasks()) {
        Row row = task.row();
        if (row.state() == TrackState.INTENT && now - row.created() > intentMillis) {
          ended(
              shard,
              task,
              TrackOutcome.OUTCOME_UNKNOWN,
              null,
              "the node that submitted it was gone before it knew the outcome");
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
    writer.write(end, shard.epoch).thenAccept(written -> after(shard, task, written, answer));
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
    writer
        .write(transition, shard.epoch)
        .thenAccept(
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

  /** Forgets a task that needs nothing more, or reads again what someone else has made of it. */
  private void settle(Shard shard, OpenTask task, Written written) {
    shard.remove(task);
    if (written == Written.FENCED) {
      owned.remove(shard.number, shard);
      stop(shard);
    } else if (written == Written.CHANGED && !shard.isLost()) {
      try {
        Row row = rows.byId(task.row().id());
        if (row != null) {
          add(row);
        }
      } catch (TrackingException e) {
        // The next scan of changed rows, or the next owner, finds it.
      }
    }
  }

  List<Row> outstandingRows(int number) throws SQLException {
    return shardRows.outstanding(number);
  }
}
