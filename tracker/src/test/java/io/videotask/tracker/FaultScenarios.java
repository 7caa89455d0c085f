package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static io.videotask.tracker.TrackerFixture.heartbeatsPass;
import static io.videotask.tracker.TrackerFixture.request;
import static io.videotask.tracker.TrackerFixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults of handlers, pools and databases, with any database. */
abstract class FaultScenarios {
  private static final int SHARDS = 4;

  private final TrackerFixture fixture = new TrackerFixture(source());
  private final CuttableDataSource wire = new CuttableDataSource(fixture.source);
  private final RecordingLogger log = new RecordingLogger();

  /** Returns a database without tables. */
  abstract DataSource source();

  @AfterEach
  void end() {
    wire.stop(false);
    wire.cut(false);
    wire.dispose(false);
    fixture.close();
  }

  @Test
  void poolWithoutAutocommitOwnsShardsAndDelivers() throws Exception {
    wire.autoCommit(false);
    Tracker tracker = fixture.start(fixture.builder(wire, fixture.client()));

    tracker.track(fixture.completing(), NONE);

    assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
  }

  @Test
  void messageWithUnusualCharactersAndAUrlHoldsUpNobody() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .handler(
                    end -> {
                      if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException(
                            "a\u0000b\ud800 https://cdn.example.com/v.mp4?sig=SECRET");
                      }
                      fixture.ends.add(end);
                    }));

    String id = tracker.track(fixture.completing(), NONE);

    assertEquals(1, fixture.end().task().attempts());
    assertEquals("IllegalStateException: a b  [URL]", row(tracker, id).error());
  }

  @Test
  void acceptedTaskIsWrittenWhenTheDatabaseIsBack() throws Exception {
    Tracker tracker = fixture.builder(wire, fixture.client()).build();
    fixture.nextSubmit(Reply.queued(), Reply.completed());
    wire.cutAfter(1);
    CompletableFuture<Submitted> submit =
        CompletableFuture.supplyAsync(() -> tracker.submit(request(), NONE));
    eventually("its row is tried to write", () -> wire.refused("") > 3);
    wire.cut(false);

    Submitted submitted = submit.get(30, TimeUnit.SECONDS);
    assertInstanceOf(SubmitOutcome.Accepted.class, submitted.outcome());
    eventually(tracker, submitted.id(), TrackState.OPEN);
    assertEquals(submitted.outcome().orThrow(), row(tracker, submitted.id()).ref());
    tracker.close();
  }

  @Test
  void acceptedTaskIsTrackedWhateverBecameOfItsRow() throws Exception {
    Tracker tracker = fixture.builder().build();
    TaskRows rows = new TaskRows(new Database(fixture.source));
    TaskRef ref = fixture.running();

    Row purged = TrackerFixture.intent("purged");
    assertEquals("purged", rows.acceptIntent(purged, ref, 1), "the row is gone");
    assertEquals(ref, row(tracker, "purged").ref());
    assertEquals(Map.of("order", "17"), row(tracker, "purged").attributes());
    assertEquals("purged", rows.acceptIntent(purged, ref, 1), "the answer of a write was lost");

    Row doubled = TrackerFixture.intent("doubled");
    rows.insert(doubled, "new-api", 1);
    assertEquals("purged", rows.acceptIntent(doubled, ref, 1), "the task is tracked already");
    assertEquals(TrackState.REJECTED, row(tracker, "doubled").state());

    Row resolved = TrackerFixture.intent("resolved");
    rows.insert(resolved, "new-api", 1);
    rows.accept("resolved", fixture.running(), 1);
    TaskRef second = fixture.running();
    String other = rows.acceptIntent(resolved, second, 1);
    assertNotEquals("resolved", other);
    assertEquals(second, row(tracker, other).ref());
  }

  @Test
  void gatewayThatCannotBeUsedIsNoFailureOfTheHandler() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .maxAttempts(2)
                .logger(log)
                .handler(
                    end -> {
                      calls.incrementAndGet();
                      throw new IllegalStateException("no disk");
                    }));
    TaskRef ref = fixture.gateway.add(TaskScript.of(Reply.completed(), Reply.unauthorised()));

    String id = tracker.track(ref, NONE);
    eventually(
        "the delivery is put off",
        () -> String.valueOf(row(tracker, id).error()).startsWith("not delivered yet"));

    assertEquals(TrackState.ENDED, row(tracker, id).state());
    assertEquals(1, row(tracker, id).attempts());
    assertEquals(1, calls.get());
    assertEquals(1, log.lines.size(), log.lines::toString);
  }

  @Test
  void shardIsNotGivenBackWhileItsHandlersRun() throws Exception {
    CountDownLatch mayFinish = new CountDownLatch(1);
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    EndHandler slow =
        end -> {
          calls.merge(end.key(), 1, Integer::sum);
          mayFinish.await();
        };
    // Long enough for a busy machine: a shard that is lost is no shard that is given back.
    Duration heartbeat = Duration.ofMillis(500);
    Tracker first =
        fixture.start(fixture.builder().heartbeat(heartbeat).nodeName("a").handler(slow));
    eventually("it owns all", () -> first.status().ownedShards() == SHARDS);
    Set<Integer> shards = new HashSet<>();
    int tasks = 0;
    for (; shards.size() < SHARDS; tasks++) {
      String id = first.track(fixture.completing(), NONE);
      shards.add(Math.floorMod(id.hashCode(), SHARDS));
    }
    int all = tasks;
    eventually("all handlers run", () -> calls.size() == all);

    Tracker second =
        fixture.start(fixture.builder().heartbeat(heartbeat).nodeName("b").handler(slow));
    eventually("they see each other", () -> first.status().liveNodes() == 2);
    heartbeatsPass(20);
    assertEquals(SHARDS, first.status().ownedShards(), "handlers run in all of them");

    mayFinish.countDown();
    eventually("half are given back", () -> second.status().ownedShards() == SHARDS / 2);
    eventually("all are delivered", () -> second.list(TrackFilter.OUTSTANDING).isEmpty());
    assertTrue(calls.values().stream().allMatch(n -> n == 1), calls::toString);
  }

  @Test
  void handlerThatFinishesDuringCloseIsNotCalledAgain() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayFinish = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    EndHandler slow =
        end -> {
          calls.incrementAndGet();
          running.countDown();
          mayFinish.await();
        };
    Tracker first =
        fixture.start(fixture.builder().closeTimeout(Duration.ofSeconds(20)).handler(slow));
    String id = first.track(fixture.completing(), NONE);
    assertTrue(running.await(30, TimeUnit.SECONDS));
    Tracker second = fixture.start(fixture.builder().handler(slow));

    CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
    heartbeatsPass(5);
    assertFalse(closed.isDone());
    mayFinish.countDown();
    closed.get(30, TimeUnit.SECONDS);

    assertEquals(TrackState.DELIVERED, row(second, id).state());
    assertEquals(1, calls.get());
  }

  @Test
  void handlerThatIsInterruptedByCloseHasNotFailed() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .closeTimeout(Duration.ofMillis(50))
                .handler(
                    end -> {
                      running.countDown();
                      new CountDownLatch(1).await();
                    }));
    String id = tracker.track(fixture.completing(), NONE);
    assertTrue(running.await(30, TimeUnit.SECONDS));

    tracker.close();

    assertEquals(TrackState.ENDED, row(tracker, id).state());
    assertEquals(0, row(tracker, id).attempts());
    assertNull(row(tracker, id).error());
  }

  @Test
  void nodeThatIsClosedDuringATickIsNotRegisteredAgain() throws Exception {
    Tracker tracker = fixture.start(fixture.builder(wire, fixture.client()));
    eventually("it is registered", () -> nodes() == 1);
    wire.stop(true);
    eventually("a tick is under way", () -> wire.holds("videotask-tracker-node"));
    CompletableFuture<Void> closed = CompletableFuture.runAsync(tracker::close);

    wire.stop(false);
    closed.get(60, TimeUnit.SECONDS);

    assertEquals(0, nodes());
  }

  private int nodes() {
    return new Database(fixture.source)
        .transaction(
            "nodes",
            connection -> {
              try (ResultSet row =
                  connection
                      .createStatement()
                      .executeQuery("SELECT COUNT(*) FROM videotask_node")) {
                row.next();
                return row.getInt(1);
              }
            });
  }

  @Test
  void shardWhoseRowsCannotBeReadIsNotOwned() {
    TrackerSchema.check(new Database(fixture.source), SHARDS);
    Database database = new Database(wire);
    ShardRows shardRows = new ShardRows(database, new UnreadableRows(new RecordingLogger()));
    SettableTime time = new SettableTime();
    DatabaseClock clock = new DatabaseClock(time);
    FencedWriter writer = new FencedWriter(shardRows, clock, time, log);
    RateShare rate = new RateShare(time, share -> {}, SHARDS, TrackerFixture.HEARTBEAT);
    Shards shards = new Shards(shardRows, new TaskRows(database), writer, clock, rate, log);

    wire.cutAfter(1);
    try {
      shards.takeOver(3, "a");
    } catch (SQLException e) {
      // The second connection was refused.
    }

    assertEquals(Set.of(), shards.numbers());
  }

  @Test
  void errorOfATickIsNotItsLast() throws Exception {
    AtomicInteger errors = new AtomicInteger(1);
    RecordingLogger failing =
        new RecordingLogger() {
          @Override
          public void log(
              Level level,
              @Nullable ResourceBundle bundle,
              String message,
              @Nullable Throwable thrown) {
            if (message.contains("cannot be used") && errors.getAndDecrement() > 0) {
              throw new AssertionError("of the test");
            }
          }
        };
    Tracker first =
        fixture.start(fixture.builder(wire, fixture.client()).nodeName("a").logger(failing));
    wire.cut(true);
    eventually("a tick throws", () -> errors.get() <= 0);
    wire.cut(false);

    fixture.start(fixture.builder().nodeName("b"));
    eventually("it ticks", () -> first.status().liveNodes() == 2);
  }

  @Test
  void poolThatIsDisposedOfIsAnOutageOfTheDatabase() throws Exception {
    Tracker tracker =
        fixture.start(fixture.builder(wire, fixture.client()).logger(log).shards(SHARDS));
    eventually("it owns all", () -> tracker.status().ownedShards() == SHARDS);
    String id = tracker.track(fixture.running(), NONE);
    wire.dispose(true);
    heartbeatsPass(20);

    int tried = wire.refused("db-scheduler") + wire.refused("videotask-tracker-shard");
    assertTrue(tried <= 6, tried + " attempts, each a stack trace in the log");
    assertThrows(TrackingException.class, () -> tracker.get(id));
    assertTrue(log.lines.size() <= 2, log.lines::toString);
    wire.dispose(false);

    eventually("it owns all again", () -> tracker.status().ownedShards() == SHARDS);
    tracker.track(fixture.completing(), NONE);
    assertNotNull(fixture.end());
    assertTrue(log.lines.size() <= 4, log.lines::toString);
  }

  @Test
  void shardThatCannotBeTakenOverIsReportedOnceAndTriedAgain() throws Exception {
    TrackerSchema.check(new Database(fixture.source), SHARDS);
    renumber(2, 102);

    Tracker second = fixture.start(fixture.builder().logger(log));
    eventually("it owns the others", () -> second.status().ownedShards() == SHARDS - 1);
    heartbeatsPass(20);
    assertEquals(
        1,
        log.lines.stream().filter(line -> line.contains("could not be taken over")).count(),
        log.lines::toString);

    renumber(102, 2);
    eventually("it owns all", () -> second.status().ownedShards() == SHARDS);
  }

  /** Hides a shard, which then cannot be taken over. */
  private void renumber(int shard, int number) {
    new Database(fixture.source)
        .transaction(
            "shard",
            connection ->
                connection
                    .createStatement()
                    .executeUpdate(
                        "UPDATE videotask_shard SET shard = "
                            + number
                            + " WHERE shard = "
                            + shard));
  }

  @Test
  @Tag("long")
  void outageOfTheDatabaseIsNotTriedAtEachHeartbeat() throws Exception {
    Tracker tracker =
        fixture.start(fixture.builder(wire, fixture.client()).logger(log).shards(SHARDS));
    eventually("it owns all", () -> tracker.status().ownedShards() == SHARDS);
    int threads = wire.refused("db-scheduler");

    wire.cut(true);
    heartbeatsPass(20);
    int refused = wire.refused("db-scheduler") - threads;
    assertTrue(refused <= 6, refused + " attempts of db-scheduler, each a stack trace in the log");
    wire.cut(false);

    tracker.track(fixture.completing(), NONE);
    assertNotNull(fixture.end());
    assertTrue(log.lines.size() <= 4, log.lines::toString);
  }
}
