package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.Schedule;
import io.videotask.time.CoarseTime;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void closingEndsEveryWaitAndEveryAttempt() {
    PollerFixture room = new PollerFixture();
    room.query.then(running()).thenHangs();
    CompletableFuture<String> idle = room.await(plan(HOUR)).result();
    CompletableFuture<String> asking = room.await(plan(HOUR)).result();
    CompletableFuture<String> once = room.poller.ask(room.query, HOUR, new FakeEndings());
    room.time.settle();

    room.poller.close();
    room.poller.close();

    thrown(FakeEndings.Closed.class, idle);
    thrown(FakeEndings.Closed.class, asking);
    thrown(FakeEndings.Closed.class, once);
    assertTrue(room.query.last().isCancelled());
    assertEquals(0, room.time.alarms());
  }

  /** Where alarms that have nothing to do are cheaper than to call them off. */
  @Test
  void closingLeavesNoAlarm() {
    VirtualTime time = new VirtualTime();
    CoarseTime coarse = new CoarseTime(time);
    RateLimiter pace = new RateLimiter(Double.POSITIVE_INFINITY, coarse);
    Poller poller = new Poller(coarse, new Random(1), pace, Runnable::run);
    poller.await(new FakeQuery(time).then(running()), plan(HOUR)).result().cancel(true);
    assertEquals(1, time.alarms());

    poller.close();

    assertEquals(0, time.alarms());
  }

  @Test
  void afterClosingNothingBegins() {
    PollerFixture room = new PollerFixture();
    room.query.then(running());
    room.poller.close();

    thrown(FakeEndings.Closed.class, room.await(plan(HOUR)).result());
    thrown(FakeEndings.Closed.class, room.poller.ask(room.query, HOUR, new FakeEndings()));

    room.time.advance(HOUR);
    assertEquals(0, room.query.times());
  }

  @Test
  void thousandsOfWaitsNeedNoThreadsAndLittleTime() {
    VirtualTime time = new VirtualTime();
    Poller poller =
        new Poller(
            time, new Random(1), new RateLimiter(Double.POSITIVE_INFINITY, time), Runnable::run);
    List<CompletableFuture<String>> waits = new ArrayList<>();
    int threads = Thread.activeCount();

    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 10_000; i++) {
            FakeQuery query = new FakeQuery(time).then(5, running()).then(done());
            waits.add(poller.await(query, plan(HOUR)).result());
          }
          time.advance(Duration.ofMinutes(1));
        });

    waits.forEach(wait -> assertEquals("done", value(wait)));
    assertEquals(0, time.alarms());
    assertTrue(Thread.activeCount() <= threads, "a thread was started");
  }

  @Test
  void manyWaitsShareTheRateFairly() {
    PollerFixture room = new PollerFixture(new VirtualTime(), 20);
    List<FakeQuery> queries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      FakeQuery query = new FakeQuery(room.time).then(running());
      queries.add(query);
      room.poller.await(query, plan(HOUR, PollerFixture.every(Duration.ofSeconds(1))));
    }

    room.time.advance(Duration.ofMinutes(1));

    int all = queries.stream().mapToInt(FakeQuery::times).sum();
    assertTrue(all >= 1195 && all <= 1201, () -> all + " requests in a minute");
    queries.forEach(query -> assertTrue(query.times() >= 11 && query.times() <= 13));
  }

  @Test
  void aPaceKeepsItsDistance() {
    VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000L);
    RateLimiter pace = new RateLimiter(4, time);

    assertEquals(Duration.ZERO, pace.reserve());
    for (int i = 1; i <= 40; i++) {
      assertEquals(Duration.ofMillis(250L * i), pace.reserve());
    }
    time.advance(Duration.ofSeconds(10));
    assertEquals(Duration.ofMillis(250), pace.reserve());
    time.advance(Duration.ofMinutes(1));
    assertEquals(Duration.ZERO, pace.reserve(), "a pause is not saved up");
    assertEquals(Duration.ofMillis(250), pace.reserve());
  }

  @Test
  void aPaceWithoutALimitNeverWaits() {
    RateLimiter pace = new RateLimiter(Double.POSITIVE_INFINITY, new VirtualTime());
    for (int i = 0; i < 1000; i++) {
      assertEquals(Duration.ZERO, pace.reserve());
    }
  }

  @Test
  void aPaceMustBePositive() {
    VirtualTime time = new VirtualTime();
    for (double rate : new double[] {0, -1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new RateLimiter(rate, time));
    }
    assertThrows(IllegalArgumentException.class, () -> Schedule.fixed(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> Schedule.adaptive(Duration.ZERO));
  }
}
