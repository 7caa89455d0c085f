package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeQuery.FakeFailure;
import io.videotask.internal.engine.FakeWaitFailures.TimedOut;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitFutureTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NANO = Duration.ofNanos(1);

  private final PollerFixture fixture = new PollerFixture();

  @Test
  void pollsAtOnceAndEndsWithTheTask() {
    fixture.query.then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR));

    assertEquals("done", value(wait.result()));
    assertEquals(Duration.ZERO, fixture.time.elapsed());
    assertEquals(0, fixture.time.timers(), "nothing is left behind");
  }

  @Test
  void keepsAFixedInterval() {
    fixture.query.then(4, running()).then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofMinutes(5));

    assertEquals("done", value(wait.result()));
    Duration ten = Duration.ofSeconds(10);
    assertEquals(List.of(ten, ten, ten, ten), fixture.query.intervals());
  }

  @Test
  void theDeadlineIsExactAndReportsTheLastSnapshot() {
    fixture.query.then(running());
    WaitHandle<String> wait = fixture.await(plan(Duration.ofSeconds(95)));

    fixture.time.advance(Duration.ofSeconds(95).minus(NANO));
    assertFalse(wait.result().isDone());
    fixture.time.advance(NANO);

    TimedOut timedOut = thrown(TimedOut.class, wait.result());
    assertEquals("running", timedOut.lastSeen);
    assertNull(timedOut.lastFailure);
    assertEquals(10, fixture.query.times());
    fixture.time.advance(HOUR);
    assertEquals(10, fixture.query.times(), "no poll after the deadline");
  }

  @Test
  void theDeadlineEndsAWaitThatOnlyFails() {
    fixture.query.then(failing());

    WaitHandle<String> wait = fixture.await(plan(Duration.ofMinutes(1)));
    fixture.time.advance(HOUR);

    TimedOut timedOut = thrown(TimedOut.class, wait.result());
    assertNull(timedOut.lastSeen);
    assertNotNull(timedOut.lastFailure);
  }

  @Test
  void theTimeoutDoesNotReportAFailureBeforeTheLastAnswer() {
    fixture.query.then(failing()).then(running());

    WaitHandle<String> wait = fixture.await(plan(Duration.ofMinutes(1)));
    fixture.time.advance(HOUR);

    assertNull(thrown(TimedOut.class, wait.result()).lastFailure);
  }

  @Test
  void theDeadlineCancelsAQueryThatNeverEnds() {
    fixture.query.thenHangs();
    WaitHandle<String> wait = fixture.await(plan(Duration.ofMinutes(1)));

    fixture.time.advance(Duration.ofMinutes(1));

    thrown(TimedOut.class, wait.result());
    assertTrue(fixture.query.last().isCancelled());
    assertEquals(1, fixture.query.times());
  }

  @Test
  void aDeadlineMustLieInTheFuture() {
    assertThrows(IllegalArgumentException.class, () -> plan(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> plan(Duration.ofSeconds(-1)));
    fixture.query.then(running());
    WaitHandle<String> wait = fixture.await(plan(Duration.ofSeconds(Long.MAX_VALUE)));
    fixture.time.advance(Duration.ofDays(1));
    assertFalse(wait.result().isDone());
  }

  @Test
  void cancellingStopsPollingAndTheQueryInFlight() {
    fixture.query.then(running()).thenHangs();
    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofSeconds(10));
    CompletableFuture<PollResult<String>> inFlight = fixture.query.last();

    assertTrue(wait.result().cancel(true));

    assertTrue(inFlight.isCancelled());
    assertEquals(0, fixture.time.timers());
    fixture.time.advance(HOUR);
    assertEquals(2, fixture.query.times());
  }

  @Test
  void aQueryThatThrowsCountsAsFailedAndTheWaitGoesOn() {
    fixture
        .query
        .thenSupplies(
            () -> {
              throw new NoClassDefFoundError("okhttp3/Call");
            })
        .thenSupplies(() -> CompletableFuture.failedFuture(new StackOverflowError()))
        .thenSupplies(() -> CompletableFuture.completedFuture(null))
        .then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(HOUR);

    assertEquals("done", value(wait.result()));
    assertEquals(4, fixture.query.times());
  }

  @Test
  void aQueryThatAlwaysThrowsExhaustsTheBudget() {
    fixture.query.thenSupplies(
        () -> {
          throw new IllegalStateException("a defect");
        });

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofMinutes(6));

    assertEquals("a defect", thrown(IllegalStateException.class, wait.result()).getMessage());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aDefiniteFailureEndsTheWaitAtOnce() {
    fixture.query.then(running()).then(failing(PollResult.RetryAdvice.NONE));

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofSeconds(10));

    assertEquals("NONE", thrown(FakeFailure.class, wait.result()).getMessage());
  }

  @Test
  void aClockThatWrapsAroundChangesNothing() {
    PollerFixture wrapping =
        new PollerFixture(
            new VirtualTime(Long.MAX_VALUE - 5_000_000_000L), Double.POSITIVE_INFINITY);
    wrapping.query.then(running()).then(failing()).then(3, running()).then(done());

    WaitHandle<String> wait = wrapping.await(plan(HOUR));
    wrapping.time.advance(Duration.ofMinutes(2));

    assertTrue(wrapping.time.nanoTime() < 0);
    assertEquals("done", value(wait.result()));
    assertEquals(Duration.ofSeconds(10), wrapping.query.intervals().get(3));
  }
}
