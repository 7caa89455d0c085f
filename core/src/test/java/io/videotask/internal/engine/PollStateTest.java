package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.TimingHints;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the state of a wait tells, and what each change leaves as it is. */
class PollStateTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final PollState BEGUN = PollState.begin(HistoryKey.ANY, false, at(0));

  /** Returns an instant by a clock that wraps around after five seconds. */
  private static long at(double second) {
    return Long.MAX_VALUE - 5_000_000_000L + Math.round(second * 1e9);
  }

  /** Returns the state after an answer to a query that was sent then. */
  private static PollState answeredAt(double second) {
    return BEGUN.withAnswer(
        BEGUN.timeline().after(TimingHints.of(10, null), second), at(second), null, null);
  }

  private static ConsecutiveFailures failureAt(double second) {
    return ConsecutiveFailures.none(at(second)).with(RetryAdvice.RETRY, null, at(second));
  }

  @Test
  void theLatestInstantIsThatOfTheLastResult() {
    assertEquals(at(0), BEGUN.latest());
    assertEquals(at(9), answeredAt(9).latest());
    assertEquals(at(12), answeredAt(9).withFailure(failureAt(12)).latest());
    assertEquals(at(9), answeredAt(9).withFailure(failureAt(3)).latest());
    assertEquals(at(4), BEGUN.withFailure(failureAt(4)).latest());
  }

  @Test
  void anAnswerIsFreshForAsLongAsIsAsked() {
    assertTrue(answeredAt(9).isFresh(at(69), MINUTE));
    assertFalse(answeredAt(9).isFresh(at(69.1), MINUTE));
    assertFalse(BEGUN.isFresh(at(0), MINUTE), "there was none");
  }

  @Test
  void theTimelineGoesOnFromTheLastAnswer() {
    PollState state = answeredAt(9);

    assertEquals(9, state.timelineAt(at(9)).age(), 1e-6);
    assertEquals(21.5, state.timelineAt(at(21.5)).age(), 1e-6);
    assertEquals(9, state.timelineAt(at(3)).age(), 1e-6, "not backwards");
  }

  @Test
  void theConfirmingPollOnlyMovesForward() {
    assertSame(BEGUN, BEGUN.confirmAt(at(1)));
    PollState doubted = BEGUN.withUnconfirmedEnd(new UnconfirmedEnd(at(10), true));

    assertSame(doubted, doubted.confirmAt(at(10)));
    assertSame(doubted, doubted.confirmAt(at(11)));
    assertEquals(new UnconfirmedEnd(at(4), true), doubted.confirmAt(at(4)).unconfirmed());
  }

  @Test
  void withoutFailuresNoneAreLoggedOrReset() {
    assertSame(BEGUN, BEGUN.withFailuresLogged());
    assertSame(BEGUN, BEGUN.resetFailures(at(1)));
    assertFalse(BEGUN.areFailuresLogged());
    PollState failing = BEGUN.withFailure(failureAt(1));
    assertFalse(failing.areFailuresLogged());
    assertTrue(failing.withFailuresLogged().areFailuresLogged());
  }

  @Test
  void whatIsKnownOfCallbacksIsNotSetAgain() {
    assertSame(BEGUN, BEGUN.expectingCallback(false));
    assertSame(BEGUN, BEGUN.relyingOnCallbacks(true), "none is expected");
    PollState expecting = BEGUN.expectingCallback(true);
    assertSame(expecting, expecting.expectingCallback(true));
    assertSame(expecting, expecting.relyingOnCallbacks(false));
    assertFalse(expecting.reliesOnCallbacks());
    assertTrue(expecting.relyingOnCallbacks(true).reliesOnCallbacks());
    assertFalse(expecting.expectingCallback(false).expectsCallback());
  }

  @Test
  void aCallbackIsAwaitedUntilItHasCome() {
    assertFalse(BEGUN.expectsCallback());
    assertFalse(BEGUN.awaitsCallback(at(0)));
    assertFalse(BEGUN.isAnnounced(at(0)));
    PollState expecting = BEGUN.expectingCallback(true);
    assertTrue(expecting.expectsCallback());
    assertTrue(expecting.awaitsCallback(at(1)));
    assertFalse(expecting.isAnnounced(at(1)));

    PollState announced = expecting.announced(at(1));

    assertFalse(announced.awaitsCallback(at(121)));
    assertTrue(announced.isAnnounced(at(121)));
    assertTrue(announced.awaitsCallback(at(121.1)));
    assertFalse(announced.isAnnounced(at(121.1)));
    assertFalse(
        announced.expectingCallback(false).awaitsCallback(at(200)), "none is expected any more");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.5, 0.5",
    "1, 0.5, 1",
    "1, 1.5, 1.5",
    "2, 0.5, 2",
    "3, 0.5, 4",
    "7, 0.5, 64",
    "8, 0.5, 64",
    "99, 0.5, 64"
  })
  void pollsForCallbacksComeAtGrowingIntervals(int before, double wanted, double expected) {
    CallbackState state = CallbackState.orNone(null);
    for (int i = 0; i < before; i++) {
      state = state.polled(at(0));
    }

    assertEquals(at(expected), state.pollAt(at(wanted)));
  }

  @Test
  void anotherClockShiftsEveryInstant() {
    PollState full =
        answeredAt(9)
            .withFailure(failureAt(12))
            .withUnconfirmedEnd(new UnconfirmedEnd(at(14), true))
            .announced(at(15))
            .withCallbackPoll(at(16));
    PollState lacking =
        full.withAnswer(full.timeline(), at(9), null, new IncompleteEnd(at(13), 2))
            .withFailure(failureAt(12));
    long by = 100_000_000_000L;

    assertEquals(at(109), full.shifted(by).seenAt());
    assertEquals(at(100), full.shifted(by).startedAt());
    assertEquals(new UnconfirmedEnd(at(114), true), full.shifted(by).unconfirmed());
    assertEquals(new IncompleteEnd(at(113), 2), lacking.shifted(by).incomplete());
    assertEquals(failureAt(112), lacking.shifted(by).failures());
    CallbackState callbacks = full.shifted(by).callbacks();
    assertNotNull(callbacks);
    assertEquals(at(235), callbacks.announcedUntil());
    assertEquals(at(116), callbacks.polledAt());
    assertEquals(full, full.shifted(by).shifted(-by));
    assertEquals(BEGUN, BEGUN.shifted(by).shifted(-by));
  }

  @Test
  void everyCountIsKept() {
    PollState state = BEGUN.withQuery().withQuery().withFailure(failureAt(3)).withQuery();

    assertEquals(3, state.queries());
    assertEquals(1, state.failedQueries());
    assertFalse(state.answered());
    PollState doubted = state.withUnconfirmedEnd(new UnconfirmedEnd(at(9), false));
    assertTrue(doubted.answered());
    assertEquals(3, doubted.queries());
    assertEquals(1, doubted.failedQueries());
    assertEquals(new UnconfirmedEnd(at(9), false), doubted.withQuery().unconfirmed());
  }
}
