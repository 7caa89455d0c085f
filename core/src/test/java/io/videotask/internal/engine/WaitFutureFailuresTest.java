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

import io.videotask.internal.engine.FakeQuery.Trouble;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
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

  private final PollerFixture room = new PollerFixture();

  @Test
  void failuresBackOffDoublingUpToHalfAMinute() {
    room.query.then(8, failing()).then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR, every(Duration.ofSeconds(7))));
    room.time.advance(Duration.ofMinutes(10));

    assertEquals("done", value(wait.result()));
    List<Duration> gaps = room.query.gaps();
    int[] longest = {1, 2, 4, 8, 16, 30, 30, 30};
    for (int i = 0; i < longest.length; i++) {
      assertTrue(gaps.get(i).compareTo(Duration.ofSeconds(longest[i])) <= 0, gaps::toString);
      assertTrue(gaps.get(i).compareTo(Duration.ofMillis(longest[i] * 500L)) >= 0, gaps::toString);
    }
  }

  @Test
  void aFixedIntervalStaysTheLeastAfterAFailure() {
    room.query.then(6, failing()).then(done());

    room.await(plan(HOUR));
    room.time.advance(Duration.ofMinutes(10));

    List<Duration> gaps = room.query.gaps();
    assertEquals(Duration.ofSeconds(10), gaps.get(0));
    assertTrue(gaps.get(5).compareTo(Duration.ofSeconds(15)) >= 0, "the backoff is longer now");
  }

  @Test
  void tenFailuresInNoTimeAreNotEnoughToGiveUp() {
    room.query.then(failing(PollResult.RetryAdvice.RETRY, Duration.ofSeconds(1)));

    Poller.Handle<String> wait = room.await(plan(HOUR, every(Duration.ofSeconds(1))));

    room.time.advance(Duration.ofSeconds(119));
    assertEquals(120, room.query.times());
    assertFalse(wait.result().isDone());
    room.time.advance(Duration.ofSeconds(1));
    assertEquals("RETRY", thrown(Trouble.class, wait.result()).getMessage());
  }

  @Test
  void twoMinutesOfFailuresAreNotEnoughToGiveUpBeforeTheTenth() {
    room.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, MINUTE));

    Poller.Handle<String> wait = room.await(plan(HOUR, every(MINUTE)));

    room.time.advance(Duration.ofMinutes(8));
    assertEquals(9, room.query.times());
    assertFalse(wait.result().isDone());
    room.time.advance(MINUTE);
    thrown(Trouble.class, wait.result());
  }

  @Test
  void anyAnswerStartsTheBudgetAnew() {
    for (int i = 0; i < 5; i++) {
      room.query.then(9, failing(PollResult.RetryAdvice.RETRY_IN_WAIT, MINUTE)).then(running());
    }
    room.query.then(done());

    FailureBudget ten = new FailureBudget(10, Duration.ZERO);
    Poller.Handle<String> wait =
        room.await(
            new Poller.Plan<>(
                Duration.ofHours(3),
                every(MINUTE),
                ten,
                PollListener.all(List.of()),
                new FakeEndings()));
    room.time.advance(Duration.ofHours(2));

    assertEquals("done", value(wait.result()));
    assertEquals(51, room.query.times());
  }

  @Test
  void notFoundIsDefiniteAfterThreeOverFifteenSecondsAndTransientFailuresDoNotCount() {
    Duration five = Duration.ofSeconds(5);
    PollResult<String> missing = failing(PollResult.RetryAdvice.CONFIRM, five);
    PollResult<String> broken = failing(PollResult.RetryAdvice.RETRY, five);
    room.query.then(2, missing).then(running(five)).then(missing).then(broken).then(missing);

    Poller.Handle<String> wait = room.await(plan(HOUR, every(five)));
    room.time.advance(Duration.ofSeconds(29));
    assertFalse(wait.result().isDone(), "three of them, and 10 s");
    room.time.advance(Duration.ofSeconds(1));

    assertEquals("CONFIRM", thrown(Trouble.class, wait.result()).getMessage());
    assertEquals(7, room.query.times());
  }

  @Test
  void aShortBackoffConfirmsNotFoundAtFifteenSecondsSharp() {
    room.query.then(failing(PollResult.RetryAdvice.CONFIRM));

    Poller.Handle<String> wait = room.await(plan(HOUR, every(Duration.ofMillis(100))));
    room.time.advance(Duration.ofMillis(14_999));
    assertFalse(wait.result().isDone());
    room.time.advance(Duration.ofMillis(1));

    assertEquals("CONFIRM", thrown(Trouble.class, wait.result()).getMessage());
    assertTrue(room.query.times() <= 7, () -> room.query.times() + " queries");
  }

  @Test
  void aSlowIntervalTakesThreeQueriesToConfirm() {
    room.query.then(failing(PollResult.RetryAdvice.CONFIRM));

    Poller.Handle<String> wait = room.await(plan(HOUR, Schedule.fixed(MINUTE)));
    room.time.advance(MINUTE);
    assertFalse(wait.result().isDone());
    room.time.advance(MINUTE);

    thrown(Trouble.class, wait.result());
    assertEquals(3, room.query.times());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY_ONCE_ANSWERED", "CONFIRM_ONCE_ANSWERED", "NONE"})
  void someFailuresAreDefiniteWhileNothingWasAnswered(PollResult.RetryAdvice remedy) {
    room.query.then(failing(PollResult.RetryAdvice.RETRY)).then(failing(remedy)).then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(HOUR);

    assertEquals(remedy.name(), thrown(Trouble.class, wait.result()).getMessage());
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"RETRY", "RETRY_SLOWER", "RETRY_IN_WAIT", "RETRY_ONCE_ANSWERED"})
  void onceAnsweredTransientFailuresNeverEndAWait(PollResult.RetryAdvice remedy) {
    room.query.then(running()).then(failing(remedy));

    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(HOUR.minusSeconds(1));
    assertFalse(wait.result().isDone());
    room.time.advance(Duration.ofSeconds(1));

    FakeEndings.TimedOut timedOut = thrown(FakeEndings.TimedOut.class, wait.result());
    assertEquals(remedy.name(), Objects.requireNonNull(timedOut.lastFailure).getMessage());
    assertTrue(room.query.times() > 100, "the backoff stays within half a minute");
  }

  @Test
  void onceAnsweredARefusalIsConfirmedLikeNotFound() {
    room.query.then(running(MINUTE)).then(2, failing(PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED));
    room.query.then(running(MINUTE)).then(failing(PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED));

    Poller.Handle<String> wait = room.await(plan(HOUR, every(MINUTE)));
    room.time.advance(Duration.ofMinutes(3));

    thrown(Trouble.class, wait.result());
    assertTrue(room.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = PollResult.RetryAdvice.class,
      names = {"NONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void aBudgetOfTheCallersCountsEverything(PollResult.RetryAdvice remedy) {
    room.query.then(running()).then(failing(remedy, Duration.ofSeconds(1)));
    FailureBudget two = new FailureBudget(2, Duration.ZERO);

    Poller.Handle<String> wait =
        room.await(
            new Poller.Plan<>(
                HOUR, every(MINUTE), two, PollListener.all(List.of()), new FakeEndings()));
    room.time.advance(Duration.ofMinutes(2));

    thrown(Trouble.class, wait.result());
    assertEquals(3, room.query.times());
  }

  @Test
  void aBackoffLeavesTimeForALastLook() {
    room.query.then(running()).then(9, failing()).then(done());

    Poller.Handle<String> wait =
        room.await(plan(Duration.ofSeconds(100), every(Duration.ofSeconds(30))));
    room.time.advance(Duration.ofSeconds(100));

    List<Duration> gaps = room.query.gaps();
    Duration lastAt = gaps.stream().reduce(Duration.ZERO, Duration::plus);
    assertEquals(Duration.ofSeconds(98), lastAt, gaps::toString);
    assertTrue(wait.result().isDone());
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT0.2S, PT1S", "PT7S, PT7S", "PT5M, PT5M", "PT24H, PT5M"})
  void aWishIsGrantedWithinReason(Duration wish, Duration granted) {
    room.query.then(failing(PollResult.RetryAdvice.RETRY_SLOWER, wish)).then(done());

    room.await(plan(HOUR, every(Duration.ofSeconds(3))));
    room.time.advance(Duration.ofMinutes(10));

    assertEquals(List.of(granted), room.query.gaps());
  }

  @Test
  void aWishOfAnAnswerIsGrantedToo() {
    room.query.then(running(Duration.ofSeconds(4))).then(running(Duration.ZERO)).then(done());

    room.await(plan(HOUR, every(Duration.ofSeconds(30))));
    room.time.advance(MINUTE);

    assertEquals(List.of(Duration.ofSeconds(4), Duration.ofSeconds(1)), room.query.gaps());
  }

  @Test
  void aFixedIntervalIsNotShortenedByAWish() {
    room.query.then(running(Duration.ofSeconds(4))).then(running(MINUTE)).then(done());

    room.await(plan(HOUR));
    room.time.advance(Duration.ofMinutes(2));

    assertEquals(List.of(Duration.ofSeconds(10), MINUTE), room.query.gaps());
  }

  @Test
  void aBudgetHasItsLimits() {
    assertThrows(IllegalArgumentException.class, () -> new FailureBudget(0, MINUTE));
    assertThrows(
        IllegalArgumentException.class, () -> new FailureBudget(1, Duration.ofSeconds(-1)));
    assertTrue(new FailureBudget(1, Duration.ZERO).isSpent(1, Duration.ZERO));
  }
}
