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
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeQuery.FakeFailure;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A single query and its retries. */
class RetryingQueryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PollerFixture fixture =
      new PollerFixture(new VirtualTime(Long.MAX_VALUE - 1_000_000_000L), Double.POSITIVE_INFINITY);

  private CompletableFuture<String> send() {
    CompletableFuture<String> result =
        fixture.poller.query(fixture.query, MINUTE, new FakeWaitFailures());
    fixture.time.settle();
    return result;
  }

  @Test
  void anyAnswerEndsIt() {
    fixture.query.then(running());

    assertEquals("running", value(send()));

    fixture.time.advance(MINUTE);
    assertEquals(1, fixture.query.times());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aTransientFailureIsRetried() {
    fixture.query.then(2, failing()).then(done());

    CompletableFuture<String> result = send();
    fixture.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertTrue(fixture.query.intervals().get(0).compareTo(Duration.ofMillis(200)) <= 0);
    assertTrue(fixture.query.intervals().get(1).compareTo(Duration.ofMillis(400)) <= 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY", "RETRY_SLOWER"})
  void atMostThreeAttemptsAndEarlierFailuresAreSuppressed(PollResult.RetryAdvice advice) {
    fixture.query.then(failing(advice)).then(failing(advice)).then(failing(advice));

    CompletableFuture<String> result = send();
    fixture.time.advance(MINUTE);

    assertEquals(2, thrown(FakeFailure.class, result).getSuppressed().length);
    assertEquals(3, fixture.query.times());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      mode = Mode.EXCLUDE,
      names = {"RETRY", "RETRY_SLOWER"})
  void definiteFailuresAreNotRetried(PollResult.RetryAdvice advice) {
    fixture.query.then(failing(advice));

    assertEquals(advice.name(), thrown(FakeFailure.class, send()).getMessage());
    assertEquals(1, fixture.query.times());
  }

  @Test
  void retryAfterIsHonoredExactly() {
    Duration retryAfter = Duration.ofMillis(2500);
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, retryAfter)).then(done());

    CompletableFuture<String> result = send();
    fixture.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertEquals(List.of(retryAfter), fixture.query.intervals());
  }

  @Test
  void aRetryAfterBeyondTheTimeoutFailsAtOnce() {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY, MINUTE));

    thrown(FakeFailure.class, send());
    assertEquals(Duration.ZERO, fixture.time.elapsed());
    assertEquals(1, fixture.query.times());
  }

  @Test
  void theTimeoutEndsAQueryThatHangs() {
    fixture.query.thenHangs();
    CompletableFuture<String> result = send();

    fixture.time.advance(MINUTE.minusNanos(1));
    assertFalse(result.isDone());
    fixture.time.advance(Duration.ofNanos(1));

    assertNull(thrown(FakeWaitFailures.TimedOut.class, result).lastFailure);
    assertTrue(fixture.query.last().isCancelled());
  }

  @Test
  void theTimeoutDuringARetryReportsTheEarlierFailure() {
    fixture.query.then(failing()).thenHangs();

    CompletableFuture<String> result = send();
    fixture.time.advance(MINUTE);

    thrown(FakeFailure.class, result);
    assertTrue(fixture.query.last().isCancelled());
  }

  @Test
  void cancellingStopsEverything() {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(5)));
    CompletableFuture<String> result = send();

    result.cancel(true);

    assertEquals(0, fixture.time.timers());
    fixture.time.advance(MINUTE);
    assertEquals(1, fixture.query.times());
  }

  @Test
  void anExceptionOfAQueryIsPropagated() {
    fixture.query.thenSupplies(
        () -> {
          throw new NoClassDefFoundError("okhttp3/Call");
        });

    Throwable failure = thrown(IllegalStateException.class, send());
    assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
  }

  @Test
  void anExceptionallyCompletedQueryIsPropagated() {
    ArithmeticException defect = new ArithmeticException("a query's");
    fixture.query.thenSupplies(() -> CompletableFuture.failedFuture(defect));

    assertSame(defect, thrown(ArithmeticException.class, send()));
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aNullResultIsReported() {
    fixture.query.thenSupplies(() -> CompletableFuture.completedFuture(null));

    assertEquals(
        "a query without a result", thrown(IllegalStateException.class, send()).getMessage());
  }

  @Test
  void answeredAndFailedQueriesFreeTheirPlaces() {
    StatusQuery<String> broken =
        () -> {
          throw new NoClassDefFoundError("okhttp3/Call");
        };
    for (int i = 0; i < 300; i++) {
      thrown(
          IllegalStateException.class,
          fixture.poller.query(broken, MINUTE, new FakeWaitFailures()));
    }
    fixture.query.then(done());
    for (int i = 0; i < 300; i++) {
      assertEquals("done", value(send()));
    }
  }

  @Test
  void aQueryCancelledInTheQueueIsNotSentAndFreesItsPlace() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    slow.query.then(done());
    for (int i = 0; i < 300; i++) {
      CompletableFuture<String> quitter =
          slow.poller.query(slow.query, MINUTE, new FakeWaitFailures());
      quitter.cancel(true);
    }
    slow.time.advance(Duration.ofMinutes(10));
    int sent = slow.query.times();

    CompletableFuture<String> result =
        slow.poller.query(slow.query, MINUTE, new FakeWaitFailures());
    slow.time.advance(Duration.ofMinutes(10));

    assertEquals("done", value(result));
    assertTrue(sent <= 1, () -> sent + " were sent");
  }
}
