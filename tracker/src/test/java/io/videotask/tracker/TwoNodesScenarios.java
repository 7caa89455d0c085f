package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskRef;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes of one database, in one process. */
abstract class TwoNodesScenarios {
  private static final int TASKS = 24;
  private static final int SHARDS = 8;

  private final TrackerFixture fixture = new TrackerFixture(source());
  private final CuttableDataSource wire = new CuttableDataSource(fixture.source);

  /** Returns a database without tables. */
  abstract DataSource source();

  @AfterEach
  void end() throws Exception {
    wire.stop(false);
    wire.cut(false);
    fixture.close();
  }

  private Tracker node(String name, DataSource of) {
    return fixture.start(fixture.builder(of, fixture.client()).nodeName(name).shards(SHARDS));
  }

  private static void owns(Tracker node, int shards) throws InterruptedException {
    eventually("it owns " + shards, () -> node.status().ownedShards() == shards);
  }

  /** Returns how often the end of each task was delivered, by key. */
  private Map<String, Integer> allEnds(int tasks) throws InterruptedException {
    Map<String, Integer> times = new HashMap<>();
    Set<TaskRef> ended = new HashSet<>();
    while (ended.size() < tasks) {
      TrackedEnd end = fixture.end();
      ended.add(end.task().ref());
      times.merge(end.key(), 1, Integer::sum);
      assertEquals(TrackOutcome.COMPLETED, end.outcome());
    }
    return times;
  }

  private void trackMany(Tracker tracker, Duration lasting) {
    for (int i = 0; i < TASKS; i++) {
      TaskScript script =
          TaskScript.startingWith(Reply.inProgress(30)).from(lasting, Reply.completed());
      tracker.track(fixture.gateway.add(script), NONE);
    }
  }

  @Test
  @Tag("long")
  void nodesShareTheShardsAndOneThatLeavesIsReplacedAtOnce() throws Exception {
    Tracker first = node("a", fixture.source);
    owns(first, SHARDS);
    Tracker second = node("b", fixture.source);
    owns(second, SHARDS / 2);
    owns(first, SHARDS / 2);

    // Rows that the other node inserts are found.
    trackMany(second, Duration.ofMillis(2_500));
    eventually("the other one polls", () -> first.status().outstanding() > 0);
    first.close();
    owns(second, SHARDS);

    Map<String, Integer> times = allEnds(TASKS);
    assertTrue(times.values().stream().allMatch(n -> n == 1), times::toString);
  }

  @Test
  @Tag("long")
  void nodeThatDiesIsReplacedAndNothingIsLost() throws Exception {
    Tracker first = node("a", wire);
    owns(first, SHARDS);
    trackMany(first, Duration.ofSeconds(1));
    Tracker second = node("b", fixture.source);

    wire.cut(true);
    owns(second, SHARDS);

    Map<String, Integer> times = allEnds(TASKS);
    assertTrue(times.values().stream().allMatch(n -> n <= 2), times::toString);
  }

  @Test
  @Tag("long")
  void nodeThatWasStoppedPastItsLeaseWritesNothing() throws Exception {
    Tracker first = node("a", wire);
    owns(first, SHARDS);
    trackMany(first, Duration.ofMillis(1_200));
    wire.stop(true);
    // Its ends are decided now, and wait to be written.
    Tracker second = node("b", fixture.source);
    owns(second, SHARDS);
    allEnds(TASKS);
    long writes = first.status().writes();

    wire.stop(false);
    eventually("it notices", () -> first.status().ownedShards() <= SHARDS / 2);

    assertEquals(writes, first.status().writes(), "writes of the former owner");
    TrackFilter filter = TrackFilter.OUTSTANDING;
    eventually("all are delivered", () -> second.list(filter).isEmpty());
  }

  @Test
  void shardChangesHandsOnlyAfterTheWriteThatHasCheckedItsEpoch() throws Exception {
    Database database = new Database(fixture.source);
    TrackerSchema.check(database, SHARDS);
    ShardRows shards = new ShardRows(database, new UnreadableRows(new RecordingLogger()));
    CompletableFuture<Long> takenOver =
        database.run(
            connection -> {
              String fence =
                  "SELECT epoch FROM videotask_shard WHERE shard = 3" + database.product().readLock;
              connection.createStatement().executeQuery(fence).close();
              CompletableFuture<Long> other =
                  CompletableFuture.supplyAsync(() -> takeOver(shards, 3));
              assertThrows(TimeoutException.class, () -> other.get(200, TimeUnit.MILLISECONDS));
              return other;
            });

    assertEquals(1, takenOver.get(20, TimeUnit.SECONDS));
  }

  private static long takeOver(ShardRows shards, int shard) {
    try {
      return shards.takeOver(shard, "b", 1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("long")
  void databaseThatIsAwayForAWhileLosesNothing() throws Exception {
    Tracker only = node("a", wire);
    owns(only, SHARDS);
    trackMany(only, Duration.ofSeconds(1));
    wire.cut(true);
    // Each is polled until its end is known.
    int[] polls = new int[2];
    eventually(
        "the tasks have ended",
        () -> {
          int now = fixture.gateway.requests().size();
          polls[1] = now == polls[0] ? polls[1] + 1 : 0;
          polls[0] = now;
          return polls[1] > 30;
        });
    wire.cut(false);

    Map<String, Integer> times = allEnds(TASKS);
    assertEquals(TASKS, times.size());
    eventually("all are delivered", () -> only.list(TrackFilter.OUTSTANDING).isEmpty());
  }
}
