package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeQuery.FakeFailure;
import io.videotask.poll.FailureBudget;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaitFutureFailuresTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PollerFixture fixture = new PollerFixture();

  @Test
  void theBackoffDoublesUpTo30Seconds() {
    fixture.query.then(8, failing()).then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(Duration.ofSeconds(7))));
    fixture.time.advance(Duration.ofMinutes(10));

    assertEquals("done", value(wait.result()));
    List<Duration> intervals = fixture.query.intervals();
    int[] longest = {1, 2, 4, 8, 16, 30, 30, 30};
    for (int i = 0; i < longest.length; i++) {
      assertTrue(
          intervals.get(i).compareTo(Duration.ofSeconds(longest[i])) <= 0, intervals::toString);
      assertTrue(
          intervals.get(i).compareTo(Duration.ofMillis(longest[i] * 500L)) >= 0,
          intervals::toString);
    }
  }

  @Test
  void aFixedIntervalIsTheMinimumAfterAFailure() {
    fixture.query.then(6, failing()).then(done());

    fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofMinutes(10));

    List<Duration> intervals = fixture.query.intervals();
    assertEquals(Duration.ofSeconds(10), intervals.get(0));
    assertTrue(
        intervals.get(5).compareTo(Duration.ofSeconds(15)) >= 0, "the backoff is longer now");
  }

  @Test
  void tenFailuresInAShortTimeDoNotEndTheWait() {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY, Duration.ofSeconds(1)));

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(Duration.ofSeconds(1))));

    fixture.time.advance(Duration.ofSeconds(119));
    assertEquals(120, fixture.query.times());
    assertFalse(wait.result().isDone());
    fixture.time.advance(Duration.ofSeconds(1));
    assertEquals("RETRY", thrown(FakeFailure.class, wait.result()).getMessage());
  }

  @Test
  void twoMinutesOfFailuresDoNotEndTheWaitBeforeTheTenth() {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, MINUTE));

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(MINUTE)));

    fixture.time.advance(Duration.ofMinutes(8));
    assertEquals(9, fixture.query.times());
    assertFalse(wait.result().isDone());
    fixture.time.advance(MINUTE);
    thrown(FakeFailure.class, wait.result());
  }

  @Test
  void anyAnswerResetsTheBudget() {
    for (int i = 0; i < 5; i++) {
      fixture.query.then(9, failing(PollResult.RetryAdvice.RETRY_IN_WAIT, MINUTE)).then(running());
    }
    fixture.query.then(done());

    FailureBudget ten = new FailureBudget(10, Duration.ZERO);
    WaitHandle<String> wait =
        fixture.await(
            new WaitPlan<>(Duration.ofHours(3), every(MINUTE), ten, null, new FakeWaitFailures()));
    fixture.time.advance(Duration.ofHours(2));

    assertEquals("done", value(wait.result()));
    assertEquals(51, fixture.query.times());
  }

  @Test
  void notFoundIsDefiniteAfterThreeOverFifteenSecondsAndTransientFailuresDoNotCount() {
    Duration five = Duration.ofSeconds(5);
    PollResult<String> missing = failing(PollResult.RetryAdvice.CONFIRM, five);
    PollResult<String> broken = failing(PollResult.RetryAdvice.RETRY, five);
    fixture.query.then(2, missing).then(running(five)).then(missing).then(broken).then(missing);

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(five)));
    fixture.time.advance(Duration.ofSeconds(29));
    assertFalse(wait.result().isDone(), "three of them, and 10 s");
    fixture.time.advance(Duration.ofSeconds(1));

    assertEquals("CONFIRM", thrown(FakeFailure.class, wait.result()).getMessage());
    assertEquals(7, fixture.query.times());
  }

  @Test
  void aShortBackoffConfirmsNotFoundAfterExactlyFifteenSeconds() {
    fixture.query.then(failing(PollResult.RetryAdvice.CONFIRM));

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(Duration.ofMillis(100))));
    fixture.time.advance(Duration.ofMillis(14_999));
    assertFalse(wait.result().isDone());
    fixture.time.advance(Duration.ofMillis(1));

    assertEquals("CONFIRM", thrown(FakeFailure.class, wait.result()).getMessage());
    assertTrue(fixture.query.times() <= 7, () -> fixture.query.times() + " queries");
  }

  @Test
  void aSlowIntervalTakesThreeQueriesToConfirm() {
    fixture.query.then(failing(PollResult.RetryAdvice.CONFIRM));

    WaitHandle<String> wait = fixture.await(plan(HOUR, Schedule.fixed(MINUTE)));
    fixture.time.advance(MINUTE);
    assertFalse(wait.result().isDone());
    fixture.time.advance(MINUTE);

    thrown(FakeFailure.class, wait.result());
    assertEquals(3, fixture.query.times());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY_ONCE_ANSWERED", "CONFIRM_ONCE_ANSWERED", "NONE"})
  void someFailuresAreDefiniteBeforeTheFirstAnswer(PollResult.RetryAdvice advice) {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY)).then(failing(advice)).then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(HOUR);

    assertEquals(advice.name(), thrown(FakeFailure.class, wait.result()).getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY", "RETRY_SLOWER", "RETRY_IN_WAIT", "RETRY_ONCE_ANSWERED"})
  void afterAnAnswerTransientFailuresNeverEndAWait(PollResult.RetryAdvice advice) {
    fixture.query.then(running()).then(failing(advice));

    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(HOUR.minusSeconds(1));
    assertFalse(wait.result().isDone());
    fixture.time.advance(Duration.ofSeconds(1));

    FakeWaitFailures.TimedOut timedOut = thrown(FakeWaitFailures.TimedOut.class, wait.result());
    assertEquals(advice.name(), Objects.requireNonNull(timedOut.lastFailure).getMessage());
    assertTrue(fixture.query.times() > 100, "the backoff stays within half a minute");
  }

  @Test
  void afterAnAnswerARefusalIsConfirmedLikeNotFound() {
    fixture
        .query
        .then(running(MINUTE))
        .then(2, failing(PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED));
    fixture.query.then(running(MINUTE)).then(failing(PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED));

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(MINUTE)));
    fixture.time.advance(Duration.ofMinutes(3));

    thrown(FakeFailure.class, wait.result());
    assertTrue(fixture.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void theCallersBudgetCountsAllFailures(PollResult.RetryAdvice advice) {
    fixture.query.then(running()).then(failing(advice, Duration.ofSeconds(1)));
    FailureBudget two = new FailureBudget(2, Duration.ZERO);

    WaitHandle<String> wait =
        fixture.await(new WaitPlan<>(HOUR, every(MINUTE), two, null, new FakeWaitFailures()));
    fixture.time.advance(Duration.ofMinutes(2));

    thrown(FakeFailure.class, wait.result());
    assertEquals(3, fixture.query.times());
  }

  @Test
  void theBackoffLeavesTimeForALastPoll() {
    fixture.query.then(running()).then(9, failing()).then(done());

    WaitHandle<String> wait =
        fixture.await(plan(Duration.ofSeconds(100), every(Duration.ofSeconds(30))));
    fixture.time.advance(Duration.ofSeconds(100));

    List<Duration> intervals = fixture.query.intervals();
    Duration lastAt = intervals.stream().reduce(Duration.ZERO, Duration::plus);
    assertEquals(Duration.ofSeconds(98), lastAt, intervals::toString);
    assertTrue(wait.result().isDone());
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT0.2S, PT1S", "PT7S, PT7S", "PT5M, PT5M", "PT24H, PT5M"})
  void retryAfterIsHonoredWithinBounds(Duration retryAfter, Duration expected) {
    fixture.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, retryAfter)).then(done());

    fixture.await(plan(HOUR, every(Duration.ofSeconds(3))));
    fixture.time.advance(Duration.ofMinutes(10));

    assertEquals(List.of(expected), fixture.query.intervals());
  }

  @Test
  void retryAfterOfAnAnswerIsHonored() {
    fixture.query.then(running(Duration.ofSeconds(4))).then(running(Duration.ZERO)).then(done());

    fixture.await(plan(HOUR, every(Duration.ofSeconds(30))));
    fixture.time.advance(MINUTE);

    assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(1)), fixture.query.intervals());
  }

  @Test
  void retryAfterDoesNotShortenAFixedInterval() {
    fixture.query.then(running(Duration.ofSeconds(4))).then(running(MINUTE)).then(done());

    fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofMinutes(2));

    assertEquals(List.of(Duration.ofSeconds(10), MINUTE), fixture.query.intervals());
  }

  @Test
  void aBudgetValidatesItsParameters() {
    assertThrows(IllegalArgumentException.class, () -> new FailureBudget(0, MINUTE));
    assertThrows(
        IllegalArgumentException.class, () -> new FailureBudget(1, Duration.ofSeconds(-1)));
    assertTrue(new FailureBudget(1, Duration.ZERO).isSpent(1, Duration.ZERO));
  }
}
