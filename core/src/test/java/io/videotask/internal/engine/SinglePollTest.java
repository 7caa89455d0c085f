package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** One query of a wait that is stored between its polls, and what all single queries share. */
class SinglePollTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MAX_IN_FLIGHT = 256;

  private final FaultyTime time = new FaultyTime();
  private final FakeQuery query = new FakeQuery(time);
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final Poller poller = poller(Runnable::run, new Random(1));

  private Poller poller(Executor requests, RandomGenerator random) {
    return new Poller(
        time,
        random,
        new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
        new PollerThreads(Runnable::run, Runnable::run, requests, Runnable::run),
        FakeLogger::new);
  }

  private CompletableFuture<PolledOnce<String>> poll() {
    return poller.pollOnce(query, MINUTE, new FakeWaitFailures());
  }

  @Test
  void itReturnsTheAnswerAndItsTimes() {
    query.thenHangs();
    long sentAt = time.nanoTime();
    CompletableFuture<PolledOnce<String>> polled = poll();
    time.time.advance(Duration.ofSeconds(3));

    query.last().complete(done());

    assertEquals(new PolledOnce<>(done(), sentAt, time.nanoTime(), null), value(polled));
    assertEquals(0, time.time.timers());
    assertEquals(0, time.pauses);
  }

  @Test
  void aFailureIsReturnedWithTheLastAnswerOfTheServer() {
    query.then(running()).then(failing());
    poll();
    long answeredAt = time.nanoTime();
    time.time.advance(Duration.ofSeconds(3));

    PolledOnce<String> failed = value(poll());

    assertInstanceOf(PollResult.Failed.class, failed.result());
    assertEquals(answeredAt, failed.serverAnsweredAt());
    assertEquals(2, query.times(), "no retry");
  }

  @Test
  void whatAQueryThrowsIsAFailureOfTheWait() {
    query.thenSupplies(
        () -> {
          throw new ArithmeticException("a query's");
        });

    PollResult.Failed<?> failed = assertInstanceOf(PollResult.Failed.class, value(poll()).result());

    assertEquals(PollResult.RetryAdvice.RETRY_IN_WAIT, failed.advice());
    assertInstanceOf(ArithmeticException.class, failed.failure());
    assertEquals(0, time.pauses);
  }

  @Test
  void aQueryWithoutAnAnswerHasNoResultAfterItsTimeout() {
    query.thenHangs();
    long sentAt = time.nanoTime();
    CompletableFuture<PolledOnce<String>> polled = poll();
    time.time.advance(MINUTE.minusMillis(1));
    assertFalse(polled.isDone());

    time.time.advance(Duration.ofMillis(1));

    assertNull(value(polled).result());
    assertEquals(sentAt, value(polled).sentAt());
    assertTrue(query.last().isCancelled());
    assertEquals(0, time.pauses);
  }

  @Test
  void aQueryThatEndsBeforeAThreadIsFreeIsNotSentAndFreesItsPlace() {
    Poller late = poller(held::add, new Random(1));
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
      late.query(query, MINUTE, new FakeWaitFailures()).cancel(true);
    }
    runHeld();
    assertEquals(0, query.times());
    assertEquals(0, time.pauses);
    query.then(done());

    CompletableFuture<String> next = late.query(query, MINUTE, new FakeWaitFailures());
    runHeld();

    assertEquals("done", value(next));
  }

  private void runHeld() {
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
  }

  @Test
  void aResultThatCannotBeHandledEndsTheQuery() {
    Poller broken =
        poller(
            Runnable::run,
            () -> {
              throw new ArithmeticException("a random source's");
            });
    query.then(failing());

    CompletableFuture<String> result = broken.query(query, MINUTE, new FakeWaitFailures());

    thrown(ArithmeticException.class, result);
    assertEquals(0, time.pauses);
    assertEquals(0, time.time.timers());
  }

  @Test
  void endsOfStoredWaitsCountForCallbacksOfTheGateway() {
    List<Double> missRates = new ArrayList<>();
    Schedule noting =
        (context, random) -> {
          missRates.add(context.missRate());
          return MINUTE;
        };
    query.then(running());
    for (int i = 0; i < 30; i++) {
      poller.endedStored("stored-" + i, "gateway", true);
    }

    poller.awaitNew(
        query,
        new WaitPlan<>(
            MINUTE.multipliedBy(9),
            noting,
            null,
            null,
            new FakeWaitFailures(),
            new HistoryKey("gateway", "m", null),
            true));

    assertEquals(1, missRates.size());
    assertTrue(missRates.get(0) < 0.05, missRates::toString);
  }
}
