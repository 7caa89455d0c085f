package io.videotask.tracker;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Owns shards by db-scheduler: each shard is one of its executions, which runs for as long as this
 * node owns the shard. db-scheduler picks the executions, on one node each. Those of a node whose
 * heartbeat stops are given back by {@link ShardPicks}. A node that owns its share of the shards
 * picks no more; one that owns more, because another has joined, gives some back.
 */
final class ShardScheduler implements AutoCloseable {
  private static final String TASK = "videotask-shard";

  /** Rare, as it is a write for each shard: a node has a heartbeat of its own, see {@link Node}. */
  private static final Duration HEARTBEAT_OF_SHARDS = Duration.ofHours(1);

  private static final Duration POLLING = Duration.ofSeconds(1);
  private static final long RELEASE_MILLIS = Duration.ofSeconds(10).toMillis();

  /** The stack of a thread that only waits for the end of its shard. */
  private static final long STACK_BYTES = 256 * 1024;

  private final Shards shards;
  private final Node node;
  private final String name;
  private final int number;
  private final DatabaseClock clock;
  private final System.Logger log;
  private final Scheduler scheduler;
  private final CustomTask<Void> task;
  private final Duration heartbeat;
  private final DatabaseGate gate;
  private final ShardPicks picks;
  private final Set<Integer> failing = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  ShardScheduler(
      Database database,
      DatabaseGate gate,
      Shards shards,
      Node node,
      String name,
      int number,
      DatabaseClock clock,
      Duration heartbeat,
      System.Logger log) {
    this.gate = gate;
    this.shards = shards;
    this.node = node;
    this.name = name;
    this.number = number;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.log = log;
    this.picks = new ShardPicks(database, TASK, name);
    this.task =
        Tasks.custom(TASK, Void.class)
            .onFailure((complete, operations) -> operations.reschedule(complete, soon()))
            .onDeadExecution((complete, operations) -> operations.reschedule(complete, clock.now()))
            .execute((instance, context) -> own(Integer.parseInt(instance.getId())));
    // Each owned shard holds a thread; one more for picking a shard that is refused.
    ExecutorService threads =
        Executors.newFixedThreadPool(
            number + 1,
            runnable -> {
              Thread thread = new Thread(null, runnable, "videotask-tracker-shard", STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    SchedulerBuilder builder =
        Scheduler.create(gate, List.of(task))
            .tableName("videotask_scheduler")
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(number + 1)
            .executorService(threads)
            .clock(clock::now)
            .heartbeatInterval(HEARTBEAT_OF_SHARDS)
            .pollingInterval(heartbeat.compareTo(POLLING) < 0 ? heartbeat : POLLING)
            .shutdownMaxWait(Duration.ofSeconds(5))
            .failureLogging(LogLevel.DEBUG, false)
            // Otherwise a pool without autocommit would never see the executions of the shards.
            .commitWhenAutocommitDisabled(true);
    if (database.product() == Database.Product.MYSQL) {
      // Its times have no zone, and the zones of two nodes may differ.
      builder.alwaysPersistTimestampInUTC();
    }
    this.scheduler = builder.build();
  }

  void start() {
    SchedulerClient client = scheduler;
    for (int i = 0; i < number; i++) {
      client.scheduleIfNotExists(task.instance(String.valueOf(i)), clock.now());
    }
    gate.patient(true);
    scheduler.start();
  }

  /** Owns a shard until it is given back or lost. */
  private CompletionHandler<Void> own(int shardNumber) {
    if (closing || shards.numbers().size() >= node.share()) {
      return rescheduled(true);
    }
    Shard shard = null;
    try {
      shard = shards.takeOver(shardNumber, name);
      failing.remove(shardNumber);
      if (!closing) {
        shard.awaitRelease();
      }
    } catch (SQLException | RuntimeException e) {
      // Once for all shards: an outage of the database fails each of them.
      boolean first = failing.isEmpty();
      failing.add(shardNumber);
      log.log(
          first ? Level.WARNING : Level.DEBUG,
          "shard " + shardNumber + " could not be taken over, which is tried again: " + e);
      return rescheduled(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (shard != null) {
        shards.drop(shard);
      }
    }
    return rescheduled(false);
  }

  /** Lets any node pick the shard; where that fails, {@link ShardPicks} does so soon. */
  private CompletionHandler<Void> rescheduled(boolean later) {
    return (complete, operations) -> {
      try {
        operations.reschedule(complete, later ? soon() : clock.now());
      } catch (RuntimeException e) {
        log.log(Level.DEBUG, "a shard could not be given back: " + e.getMessage());
      }
    };
  }

  private Instant soon() {
    return clock.now().plus(heartbeat);
  }

  /**
   * Gives back what is more than this node's share, and what nodes that are gone had; and picks
   * shards if it has less.
   */
  void balance() {
    int share = node.share();
    if (node.isCurrent()) {
      releaseAbandoned();
    }
    shards.keep(share);
    if (closing || shards.numbers().size() >= share) {
      scheduler.pause();
    } else {
      scheduler.resume();
    }
  }

  private void releaseAbandoned() {
    try {
      picks.releaseAbandoned(node.live(), node.sharesItsName() ? null : running());
    } catch (SQLException | RuntimeException e) {
      log.log(Level.DEBUG, "abandoned shards are looked for again: " + e.getMessage());
    }
  }

  private Set<String> running() {
    return scheduler.getCurrentlyExecuting().stream()
        .map(each -> each.getTaskInstance().getId())
        .collect(Collectors.toSet());
  }

  /** Picks no more shards. */
  void pause() {
    closing = true;
    scheduler.pause();
  }

  /**
   * Gives all shards back, each once its handlers have finished and all is written, those that are
   * left after some seconds as they are.
   */
  @Override
  public void close() {
    pause();
    shards.keep(0);
    long left = RELEASE_MILLIS;
    try {
      for (Shard shard : shards.all()) {
        // Where nothing can be written any more, one wait shows it.
        left = shard.awaitRelease(left) ? left : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gate.patient(false);
    shards.all().forEach(shards::drop);
    scheduler.stop();
  }
}
