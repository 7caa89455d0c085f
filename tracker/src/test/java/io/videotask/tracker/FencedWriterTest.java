package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import io.videotask.tracker.ShardRows.Write;
import io.videotask.tracker.ShardRows.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the writer of transitions does when its database does not take them. */
class FencedWriterTest {
  private final SystemTimeSource time = new SystemTimeSource();
  private final RecordingLogger log = new RecordingLogger();
  private final List<Write> taken = new CopyOnWriteArrayList<>();
  private FencedWriter writer = writer(writes -> {});

  /** Throws if the database does not take the writes. */
  interface Check {
    void check(List<Write> writes) throws SQLException;
  }

  private FencedWriter writer(Check check) {
    return writer(check, time);
  }

  private FencedWriter writer(Check check, TimeSource pauses) {
    FencedWriter.Target target =
        (writes, now) -> {
          check.check(writes);
          taken.addAll(writes);
          return writes.stream().map(write -> Written.APPLIED).toList();
        };
    return new FencedWriter(target, new DatabaseClock(time), pauses, log);
  }

  @AfterEach
  void close() {
    writer.close();
    time.close();
  }

  private static Transition failed(String id, String error) {
    return new Transition(
        id,
        0,
        TrackState.ENDED,
        1,
        TrackState.ENDED,
        TrackOutcome.COMPLETED,
        1,
        1,
        0,
        error,
        null,
        null,
        null);
  }

  private List<Written> write(String... errors) throws Exception {
    List<CompletableFuture<Written>> results = new ArrayList<>();
    for (String error : errors) {
      results.add(writer.write(failed("task-" + results.size(), error), 1));
    }
    // All are one batch.
    writer.start();
    List<Written> written = new ArrayList<>();
    for (CompletableFuture<Written> each : results) {
      written.add(each.get(20, TimeUnit.SECONDS));
    }
    return written;
  }

  private static boolean has(List<Write> writes, String error) {
    return writes.stream().anyMatch(write -> error.equals(write.transition().error()));
  }

  @Test
  void textThatTheDatabaseRefusesHoldsUpNoOtherWriteAndIsLeftOut() throws Exception {
    writer =
        writer(
            writes -> {
              if (has(writes, "bad")) {
                throw new SQLException("invalid byte sequence", "22021");
              }
            });

    List<Written> written = write("first", "bad", "last");

    assertEquals(List.of(Written.APPLIED, Written.APPLIED, Written.APPLIED), written);
    assertEquals(
        List.of("first", "the database refused the reason", "last"),
        taken.stream().map(write -> write.transition().error()).toList());
    assertNull(taken.get(1).transition().failure());
    assertEquals(List.of(), log.lines);
  }

  @Test
  void writeThatIsRefusedWithoutItsTextsIsSetAside() throws Exception {
    writer =
        writer(
            writes -> {
              if (writes.stream().anyMatch(write -> write.transition().id().equals("task-1"))) {
                throw new SQLException("violates a constraint", "23514");
              }
            });

    List<Written> written = write("first", "bad", "last");

    assertEquals(List.of(Written.APPLIED, Written.REFUSED, Written.APPLIED), written);
    assertEquals(1, log.lines.size(), log.lines::toString);
  }

  @Test
  void outageIsWaitedForWithTwoLinesOfLog() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    writer =
        writer(
            writes -> {
              if (failures.getAndDecrement() > 0) {
                throw new SQLException("no route", "08001");
              }
            });

    assertEquals(List.of(Written.APPLIED, Written.APPLIED), write("a", "b"));
    // The results are there before the line about the recovery.
    TrackerFixture.eventually("both lines are logged", () -> log.lines.size() == 2);
  }

  @Test
  void errorDoesNotEndTheThread() throws Exception {
    AtomicInteger errors = new AtomicInteger(1);
    writer =
        writer(
            writes -> {
              if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("of the test");
              }
            });

    assertEquals(List.of(Written.APPLIED), write("a"));
  }

  @Test
  void closeTriesAtOnceWhatWaitsForItsNextAttempt() throws Exception {
    EndlessTime endless = new EndlessTime();
    AtomicInteger failures = new AtomicInteger(1);
    writer =
        writer(
            writes -> {
              if (failures.getAndDecrement() > 0) {
                throw new SQLException("no route", "08001");
              }
            },
            endless);
    CompletableFuture<Written> result = writer.write(failed("task", "a"), 1);
    writer.start();
    TrackerFixture.eventually("it pauses", () -> endless.pauses() == 1);

    writer.close();

    assertEquals(Written.APPLIED, result.getNow(Written.REFUSED));
    assertEquals(0, endless.running(), "the timer is cancelled");
  }
}
