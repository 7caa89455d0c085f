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

import io.videotask.internal.engine.FakeEndings.TimedOut;
import io.videotask.internal.engine.FakeQuery.Trouble;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitFutureTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NANO = Duration.ofNanos(1);

  private final PollerFixture room = new PollerFixture();

  @Test
  void asksAtOnceAndEndsWithTheTask() {
    room.query.then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR));

    assertEquals("done", value(wait.result()));
    assertEquals(Duration.ZERO, room.time.elapsed());
    assertEquals(0, room.time.alarms(), "nothing is left behind");
  }

  @Test
  void keepsAFixedInterval() {
    room.query.then(4, running()).then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(Duration.ofMinutes(5));

    assertEquals("done", value(wait.result()));
    Duration ten = Duration.ofSeconds(10);
    assertEquals(List.of(ten, ten, ten, ten), room.query.gaps());
  }

  @Test
  void theDeadlineIsExactAndTellsWhatWasSeenLast() {
    room.query.then(running());
    Poller.Handle<String> wait = room.await(plan(Duration.ofSeconds(95)));

    room.time.advance(Duration.ofSeconds(95).minus(NANO));
    assertFalse(wait.result().isDone());
    room.time.advance(NANO);

    TimedOut timedOut = thrown(TimedOut.class, wait.result());
    assertEquals("running", timedOut.lastSeen);
    assertNull(timedOut.lastFailure);
    assertEquals(10, room.query.times());
    room.time.advance(HOUR);
    assertEquals(10, room.query.times(), "nobody is asked after the deadline");
  }

  @Test
  void theDeadlineEndsAWaitThatOnlyFailsAsTimedOut() {
    room.query.then(failing());

    Poller.Handle<String> wait = room.await(plan(Duration.ofMinutes(1)));
    room.time.advance(HOUR);

    TimedOut timedOut = thrown(TimedOut.class, wait.result());
    assertNull(timedOut.lastSeen);
    assertNotNull(timedOut.lastFailure);
  }

  @Test
  void theDeadlineForgetsAFailureThatHasPassed() {
    room.query.then(failing()).then(running());

    Poller.Handle<String> wait = room.await(plan(Duration.ofMinutes(1)));
    room.time.advance(HOUR);

    assertNull(thrown(TimedOut.class, wait.result()).lastFailure);
  }

  @Test
  void theDeadlineCancelsAQueryThatNeverEnds() {
    room.query.thenHangs();
    Poller.Handle<String> wait = room.await(plan(Duration.ofMinutes(1)));

    room.time.advance(Duration.ofMinutes(1));

    thrown(TimedOut.class, wait.result());
    assertTrue(room.query.last().isCancelled());
    assertEquals(1, room.query.times());
  }

  @Test
  void aDeadlineMustLieInTheFuture() {
    assertThrows(IllegalArgumentException.class, () -> plan(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> plan(Duration.ofSeconds(-1)));
    room.query.then(running());
    Poller.Handle<String> wait = room.await(plan(Duration.ofSeconds(Long.MAX_VALUE)));
    room.time.advance(Duration.ofDays(1));
    assertFalse(wait.result().isDone());
  }

  @Test
  void cancellingStopsTheAskingAndTheQueryUnderWay() {
    room.query.then(running()).thenHangs();
    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(Duration.ofSeconds(10));
    CompletableFuture<PollResult<String>> underWay = room.query.last();

    assertTrue(wait.result().cancel(true));

    assertTrue(underWay.isCancelled());
    assertEquals(0, room.time.alarms());
    room.time.advance(HOUR);
    assertEquals(2, room.query.times());
  }

  @Test
  void aQueryThatThrowsHasFailedAndTheWaitGoesOn() {
    room.query
        .thenComes(
            () -> {
              throw new NoClassDefFoundError("okhttp3/Call");
            })
        .thenComes(() -> CompletableFuture.failedFuture(new StackOverflowError()))
        .thenComes(() -> CompletableFuture.completedFuture(null))
        .then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(HOUR);

    assertEquals("done", value(wait.result()));
    assertEquals(4, room.query.times());
  }

  @Test
  void aQueryThatAlwaysThrowsEndsTheWaitByTheBudgetWhileNothingWasAnswered() {
    room.query.thenComes(
        () -> {
          throw new IllegalStateException("a defect");
        });

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(Duration.ofMinutes(6));

    assertEquals("a defect", thrown(IllegalStateException.class, wait.result()).getMessage());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void whatCannotBeMendedEndsTheWaitAtOnce() {
    room.query.then(running()).then(failing(PollResult.RetryAdvice.NONE));

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(Duration.ofSeconds(10));

    assertEquals("NONE", thrown(Trouble.class, wait.result()).getMessage());
  }

  @Test
  void aClockThatWrapsAroundChangesNothing() {
    PollerFixture wrapping =
        new PollerFixture(
            new VirtualTime(Long.MAX_VALUE - 5_000_000_000L), Double.POSITIVE_INFINITY);
    wrapping.query.then(running()).then(failing()).then(3, running()).then(done());

    Poller.Handle<String> wait = wrapping.await(plan(HOUR));
    wrapping.time.advance(Duration.ofMinutes(2));

    assertTrue(wrapping.time.nanoTime() < 0);
    assertEquals("done", value(wait.result()));
    assertEquals(Duration.ofSeconds(10), wrapping.query.gaps().get(3));
  }
}
