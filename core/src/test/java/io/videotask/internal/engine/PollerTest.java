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
  void closeEndsAllWaitsAndSingleQueries() {
    PollerFixture fixture = new PollerFixture();
    fixture.query.then(running()).thenHangs();
    CompletableFuture<String> idle = fixture.await(plan(HOUR)).result();
    CompletableFuture<String> wait = fixture.await(plan(HOUR)).result();
    CompletableFuture<String> once =
        fixture.poller.query(fixture.query, HOUR, new FakeWaitFailures());
    fixture.time.settle();

    fixture.poller.close();
    fixture.poller.close();

    thrown(FakeWaitFailures.Closed.class, idle);
    thrown(FakeWaitFailures.Closed.class, wait);
    thrown(FakeWaitFailures.Closed.class, once);
    assertTrue(fixture.query.last().isCancelled());
    assertEquals(0, fixture.time.timers());
  }

  /** With a coarse clock, where timers without work are cheaper than cancelling them. */
  @Test
  void closeLeavesNoTimer() {
    VirtualTime time = new VirtualTime();
    CoarseTime coarse = new CoarseTime(time);
    RateLimiter rateLimiter = new RateLimiter(Double.POSITIVE_INFINITY, coarse);
    Poller poller = new Poller(coarse, new Random(1), rateLimiter, Runnable::run);
    poller.await(new FakeQuery(time).then(running()), plan(HOUR)).result().cancel(true);
    assertEquals(1, time.timers());

    poller.close();

    assertEquals(0, time.timers());
  }

  @Test
  void nothingStartsAfterClose() {
    PollerFixture fixture = new PollerFixture();
    fixture.query.then(running());
    fixture.poller.close();

    thrown(FakeWaitFailures.Closed.class, fixture.await(plan(HOUR)).result());
    thrown(
        FakeWaitFailures.Closed.class,
        fixture.poller.query(fixture.query, HOUR, new FakeWaitFailures()));

    fixture.time.advance(HOUR);
    assertEquals(0, fixture.query.times());
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
    assertEquals(0, time.timers());
    assertTrue(Thread.activeCount() <= threads, "a thread was started");
  }

  @Test
  void manyWaitsShareTheRateFairly() {
    PollerFixture fixture = new PollerFixture(new VirtualTime(), 20);
    List<FakeQuery> queries = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      FakeQuery query = new FakeQuery(fixture.time).then(running());
      queries.add(query);
      fixture.poller.await(query, plan(HOUR, PollerFixture.every(Duration.ofSeconds(1))));
    }

    fixture.time.advance(Duration.ofMinutes(1));

    int all = queries.stream().mapToInt(FakeQuery::times).sum();
    assertTrue(all >= 1195 && all <= 1201, () -> all + " requests in a minute");
    queries.forEach(query -> assertTrue(query.times() >= 11 && query.times() <= 13));
  }

  @Test
  void aRateLimitSpacesRequests() {
    VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000L);
    RateLimiter rateLimiter = new RateLimiter(4, time);

    assertEquals(Duration.ZERO, rateLimiter.reserve());
    for (int i = 1; i <= 40; i++) {
      assertEquals(Duration.ofMillis(250L * i), rateLimiter.reserve());
    }
    time.advance(Duration.ofSeconds(10));
    assertEquals(Duration.ofMillis(250), rateLimiter.reserve());
    time.advance(Duration.ofMinutes(1));
    assertEquals(Duration.ZERO, rateLimiter.reserve(), "a pause is not saved up");
    assertEquals(Duration.ofMillis(250), rateLimiter.reserve());
  }

  @Test
  void anInfiniteRateNeverDelays() {
    RateLimiter rateLimiter = new RateLimiter(Double.POSITIVE_INFINITY, new VirtualTime());
    for (int i = 0; i < 1000; i++) {
      assertEquals(Duration.ZERO, rateLimiter.reserve());
    }
  }

  @Test
  void aRateMustBePositive() {
    VirtualTime time = new VirtualTime();
    for (double rate : new double[] {0, -1, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new RateLimiter(rate, time));
    }
    assertThrows(IllegalArgumentException.class, () -> Schedule.fixed(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> Schedule.adaptive(Duration.ZERO));
  }
}
