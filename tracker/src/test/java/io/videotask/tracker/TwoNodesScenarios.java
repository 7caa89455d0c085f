package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static io.videotask.tracker.TrackerFixture.heartbeatsPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.sql.ResultSet;
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
abstract class TwoNodesScenarios extends ManyNodesScenarios {
  private static final int TASKS = 24;
  private static final int SHARDS = 8;

  private final CuttableDataSource wire = new CuttableDataSource(fixture.source);

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

  @Test
  void outageForAllNodesChangesNoOwner() throws Exception {
    Tracker first = node("a", wire);
    owns(first, SHARDS);
    Tracker second = node("b", wire);
    owns(first, SHARDS / 2);
    owns(second, SHARDS / 2);
    long before = epochs();

    wire.cut(true);
    // Longer than a node that is gone is waited for.
    heartbeatsPass(12);
    wire.cut(false);
    heartbeatsPass(12);

    assertEquals(SHARDS / 2, first.status().ownedShards());
    assertEquals(SHARDS / 2, second.status().ownedShards());
    assertEquals(before, epochs(), "no shard has changed hands");
  }

  @Test
  void processesOfOneNameDoNotTakeTheirShardsFromEachOther() throws Exception {
    RecordingLogger log = new RecordingLogger();
    Tracker first = node("a", wire);
    owns(first, SHARDS);
    long before = epochs();
    Tracker second =
        fixture.start(
            fixture
                .builder(fixture.source, fixture.client())
                .nodeName("a")
                .shards(SHARDS)
                .logger(log));

    eventually("it is reported", () -> !log.lines.isEmpty());
    heartbeatsPass(12);
    assertEquals(SHARDS, first.status().ownedShards());
    assertEquals(before, epochs(), "no shard has changed hands");
    assertTrue(
        log.lines.get(0).contains("another process runs as the node a"), log.lines::toString);

    wire.cut(true);
    owns(second, SHARDS);
  }

  @Test
  void heartbeatsWriteNothingForEachShard() throws Exception {
    Tracker only = node("a", fixture.source);
    owns(only, SHARDS);
    String before = shardHeartbeats();

    heartbeatsPass(12);

    assertEquals(before, shardHeartbeats());
  }

  /** A node, and its client, on a machine whose clock is off. */
  private Tracker nodeWithClockOff(String name, Duration off) {
    OffsetTime time = new OffsetTime(off);
    fixture.closing(time);
    return fixture.start(
        fixture
            .builder(
                fixture.source,
                fixture.closing(
                    fixture
                        .gateway
                        .client()
                        .schedule(Schedule.fixed(Duration.ofMillis(40)))
                        .time(time)
                        .build()))
            .time(time)
            .nodeName(name)
            .shards(SHARDS));
  }

  @Test
  void nodesWhoseClocksDifferByTenSecondsLoseNothingAndKeepDeadlines() throws Exception {
    Tracker fast = nodeWithClockOff("fast", Duration.ofSeconds(5));
    Tracker slow = nodeWithClockOff("slow", Duration.ofSeconds(-5));
    owns(fast, SHARDS / 2);
    owns(slow, SHARDS / 2);
    long before = epochs();
    Map<String, Long> due = new HashMap<>();
    long begun = System.nanoTime();
    for (int i = 0; i < TASKS; i++) {
      TaskScript script = TaskScript.startingWith(Reply.inProgress(30));
      Tracker tracker = i % 2 == 0 ? fast : slow;
      // Each node inserts rows of shards that the other one owns.
      String id = tracker.track(fixture.gateway.add(script), NONE, Duration.ofSeconds(2));
      due.put(id, begun + TimeUnit.SECONDS.toNanos(2));
    }
    trackMany(fast, Duration.ofMillis(500));

    Map<String, Integer> keys = new HashMap<>();
    int timedOut = 0;
    while (keys.size() < 2 * TASKS) {
      TrackedEnd end = fixture.end();
      keys.merge(end.key(), 1, Integer::sum);
      Long at = due.get(end.task().id());
      assertEquals(at == null ? TrackOutcome.COMPLETED : TrackOutcome.TIMED_OUT, end.outcome());
      if (at != null) {
        timedOut++;
        double late = (System.nanoTime() - at) / 1e9;
        assertTrue(late > -0.2 && late < 8, () -> "the deadline was kept to " + late + " s");
      }
    }
    assertEquals(TASKS, timedOut);
    assertTrue(keys.values().stream().allMatch(n -> n == 1), keys::toString);
    assertEquals(SHARDS, fast.status().ownedShards() + slow.status().ownedShards());
    assertEquals(before, epochs(), "no shard has changed hands since");
  }

  /** Returns what heartbeats of the shards would change. */
  private String shardHeartbeats() throws SQLException {
    StringBuilder all = new StringBuilder();
    new Database(fixture.source)
        .run(
            connection -> {
              try (ResultSet row =
                  connection
                      .createStatement()
                      .executeQuery(
                          "SELECT task_instance, last_heartbeat, version FROM videotask_scheduler"
                              + " ORDER BY task_instance")) {
                while (row.next()) {
                  all.append(row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
                }
              }
              return true;
            });
    return all.toString();
  }

  /** Returns how often shards have changed hands. */
  private long epochs() throws SQLException {
    Database database = new Database(fixture.source);
    return database.run(
        connection -> {
          try (ResultSet row =
              connection.createStatement().executeQuery("SELECT SUM(epoch) FROM videotask_shard")) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  @Test
  @Tag("long")
  void nodeThatStopsHandsItsShardsOverLongBeforeItWouldCountAsDead() throws Exception {
    Duration heartbeat = Duration.ofSeconds(1);
    Tracker first = slowHeart("a", heartbeat);
    owns(first, SHARDS);
    Tracker second = slowHeart("b", heartbeat);
    owns(first, SHARDS / 2);
    owns(second, SHARDS / 2);
    TaskRef[] tasks = new TaskRef[TASKS];
    for (int i = 0; i < TASKS; i++) {
      tasks[i] = fixture.running();
      first.track(tasks[i], NONE);
    }
    eventually("all are polled", () -> polled(tasks, new int[TASKS]));

    first.close();
    long closed = System.nanoTime();
    int[] before = new int[TASKS];
    for (int i = 0; i < TASKS; i++) {
      before[i] = fixture.gateway.queries(tasks[i]).size();
    }
    eventually("the other one polls all", () -> polled(tasks, before));

    double seconds = (System.nanoTime() - closed) / 1e9;
    // A dead node is replaced after four heartbeats at the earliest.
    assertTrue(seconds < 3.5, () -> "handed over after " + seconds + " s");
  }

  private Tracker slowHeart(String name, Duration heartbeat) {
    return fixture.start(
        fixture
            .builder(fixture.source, fixture.client())
            .nodeName(name)
            .shards(SHARDS)
            .heartbeat(heartbeat));
  }

  private boolean polled(TaskRef[] tasks, int[] more) {
    for (int i = 0; i < tasks.length; i++) {
      if (fixture.gateway.queries(tasks[i]).size() <= more[i]) {
        return false;
      }
    }
    return true;
  }
}
