package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.internal.engine.PollTransition.Next;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each result of a poll changes, and what follows it. */
class PollTransitionTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final PollState BEGUN = PollState.begin(HistoryKey.ANY, false, at(0));

  /** Returns an instant by a clock that wraps around after seven seconds. */
  private static long at(double second) {
    return Long.MAX_VALUE - 7_000_000_000L + Math.round(second * 1e9);
  }

  private static PollTransition answered(
      PollState state, PollResult<String> result, double sentAt, double now) {
    return PollTransition.answered(
        state, (PollResult.Answered<String>) result, at(sentAt), at(now), Instant.EPOCH);
  }

  private static PollTransition failed(PollState state, PollResult<String> result, double now) {
    return PollTransition.failed(state, (PollResult.Failed<String>) result, null, null, at(now));
  }

  private static PollResult<String> aged(Duration age) {
    return new PollResult.Answered<>("running", false, null, age, null);
  }

  private static PollResult<String> unconfirmed(@Nullable Duration retryAfter) {
    return new PollResult.Answered<>("failed", true, true, TimingHints.of(null, null), retryAfter);
  }

  private static PollResult<String> incomplete(@Nullable Duration retryAfter) {
    return new PollResult.Answered<>("no URL", true, null, null, retryAfter).asIncomplete();
  }

  private static UnconfirmedEnd end(PollTransition transition) {
    UnconfirmedEnd end = transition.state().unconfirmed();
    assertNotNull(end);
    return end;
  }

  @Test
  void anAnswerIsFollowedByTheSchedule() {
    PollTransition transition = answered(BEGUN, running(), 9, 10);

    assertEquals(new Next.BySchedule(), transition.next());
    PollState state = transition.state();
    assertTrue(state.answered());
    assertTrue(state.watched());
    assertEquals(at(9), state.seenAt());
    assertEquals(1, state.timeline().answers());
    PollSample sample = transition.sample();
    assertNotNull(sample);
    assertEquals(BEGUN.timeline(), sample.before());
    assertEquals(state.timeline(), sample.after());
    assertFalse(sample.watched(), "nothing was known before");
    assertFalse(sample.ended());
  }

  @ParameterizedTest
  @CsvSource({"PT30S, 30", "PT10S, 10", "PT5S, 10"})
  void aTaskIsNotYoungerThanItsWait(Duration reported, double age) {
    assertEquals(age, answered(BEGUN, aged(reported), 9, 10).state().timeline().age(), 1e-6);
  }

  @Test
  void aTaskWithoutAnAgeIsAsOldAsItsWait() {
    assertEquals(10, answered(BEGUN, running(), 9, 10).state().timeline().age(), 1e-6);
  }

  @Test
  void theServersHintCountsMoreThanTheSchedule() {
    Duration hint = Duration.ofSeconds(40);

    assertEquals(new Next.AfterHint(hint), answered(BEGUN, running(hint), 9, 10).next());
  }

  @Test
  void theDelayOfAnEndIsKnownSinceTheLastAnswer() {
    assertEquals(new Next.End(null), answered(BEGUN, done(), 9, 10).next());
    PollState seen = answered(BEGUN, running(), 9, 10).state();
    assertEquals(new Next.End(Duration.ofSeconds(11)), answered(seen, done(), 19, 20).next());
    PollState accepted = PollState.begin(HistoryKey.ANY, true, at(0));
    assertEquals(new Next.End(Duration.ofSeconds(10)), answered(accepted, done(), 9, 10).next());
    PollSample sample = answered(seen, done(), 19, 20).sample();
    assertNotNull(sample);
    assertTrue(sample.ended());
    assertTrue(sample.watched());
  }

  @Test
  void anUncertainEndIsConfirmedAfterAPauseAndTeachesNothing() {
    PollTransition first = answered(BEGUN, unconfirmed(null), 9, 10);

    assertEquals(new Next.Confirm(PAUSE), first.next());
    assertEquals(new UnconfirmedEnd(at(15), false), first.state().unconfirmed());
    assertNull(first.sample());
    assertTrue(first.state().answered());
    assertEquals(BEGUN.timeline(), first.state().timeline());

    PollTransition second = answered(first.state(), unconfirmed(null), 15, 16);

    assertEquals(new Next.End(null), second.next());
    assertFalse(end(second).retracted());
    assertNotNull(second.sample());
  }

  @Test
  void aQuerySentDuringThePauseConfirmsNothing() {
    PollState doubted = answered(BEGUN, unconfirmed(null), 9, 10).state();

    PollTransition early = answered(doubted, unconfirmed(null), 14.9, 14.9);
    assertEquals(new Next.Confirm(Duration.ofMillis(100)), early.next());
    assertEquals(new UnconfirmedEnd(at(15), false), early.state().unconfirmed());
    PollTransition late = answered(doubted, unconfirmed(null), 14.9, 30);
    assertEquals(new Next.Confirm(Duration.ZERO), late.next());
  }

  @ParameterizedTest
  @CsvSource({"PT2S, PT5S", "PT40S, PT40S", "PT24H, PT5M"})
  void theServersHintLengthensThePause(Duration hint, Duration pause) {
    assertEquals(new Next.Confirm(pause), answered(BEGUN, unconfirmed(hint), 9, 10).next());
  }

  @Test
  void anEndThatIsTakenBackIsConfirmedAnew() {
    PollState doubted = answered(BEGUN, unconfirmed(null), 9, 10).state();
    PollTransition goesOn = answered(doubted, running(), 15, 16);
    assertEquals(new Next.BySchedule(), goesOn.next());
    assertEquals(new UnconfirmedEnd(at(15), true), goesOn.state().unconfirmed());

    PollTransition again = answered(goesOn.state(), unconfirmed(null), 19, 20);

    assertEquals(new Next.Confirm(PAUSE), again.next());
    assertEquals(new UnconfirmedEnd(at(25), false), again.state().unconfirmed());
  }

  @Test
  void anEndThatLacksAPartGoesOnForAMinute() {
    PollTransition first = answered(BEGUN, incomplete(null), 9, 10);
    assertEquals(new Next.AfterHint(Duration.ofSeconds(1)), first.next());
    assertEquals(new IncompleteEnd(at(10), 1), first.state().incomplete());
    PollSample sample = first.sample();
    assertNotNull(sample);
    assertFalse(sample.ended());

    PollTransition second = answered(first.state(), incomplete(null), 69, 69.9);
    assertEquals(new Next.AfterHint(Duration.ofSeconds(2)), second.next());
    assertEquals(new IncompleteEnd(at(10), 2), second.state().incomplete());

    assertTrue(answered(second.state(), incomplete(null), 69, 70).next() instanceof Next.End);
  }

  @Test
  void aLongerHintIsKeptForAnEndThatLacksAPart() {
    Duration hint = Duration.ofSeconds(7);
    assertEquals(new Next.AfterHint(hint), answered(BEGUN, incomplete(hint), 9, 10).next());
  }

  @Test
  void onlyAnEndLacksAPart() {
    PollResult<String> lacking = ((PollResult.Answered<String>) running()).asIncomplete();

    PollTransition transition = answered(BEGUN, lacking, 9, 10);

    assertEquals(new Next.BySchedule(), transition.next());
    assertNull(transition.state().incomplete());
  }

  @Test
  void anEndThatLacksAPartRetractsOneThatWasUncertain() {
    PollState doubted = answered(BEGUN, unconfirmed(null), 9, 10).state();

    assertTrue(end(answered(doubted, incomplete(null), 15, 16)).retracted());
  }

  @Test
  void aFailureIsRetriedWithABackoffThatGrows() {
    PollTransition first = failed(BEGUN, failing(RetryAdvice.RETRY), 10);
    assertEquals(new Next.Retry(RetryAdvice.RETRY, 1), first.next());
    assertEquals(1, first.state().failedQueries());
    assertNull(first.sample());
    assertEquals(at(10), failures(first).since());

    PollTransition second = failed(first.state(), failing(RetryAdvice.RETRY_IN_WAIT), 12);
    assertEquals(new Next.Retry(RetryAdvice.RETRY_IN_WAIT, 2), second.next());
    assertEquals(2, second.state().failedQueries());
    assertEquals(at(10), failures(second).since());
    assertEquals(at(12), failures(second).lastAt());
  }

  private static ConsecutiveFailures failures(PollTransition transition) {
    ConsecutiveFailures failures = transition.state().failures();
    assertNotNull(failures);
    return failures;
  }

  @Test
  void aHintCountsMoreThanTheBackoffAndADefiniteFailureMoreThanAHint() {
    Duration hint = Duration.ofSeconds(3);
    assertEquals(
        new Next.AfterHint(hint), failed(BEGUN, failing(RetryAdvice.RETRY, hint), 10).next());
    assertEquals(new Next.Fail(), failed(BEGUN, failing(RetryAdvice.NONE, hint), 10).next());
  }

  @Test
  void theAnswerToTheSubmitCountsAsOneOfTheWait() {
    PollResult<String> page = failing(RetryAdvice.RETRY_ONCE_ANSWERED);
    assertEquals(new Next.Fail(), failed(BEGUN, page, 10).next());

    PollState accepted = PollState.begin(HistoryKey.ANY, true, at(0));
    assertTrue(failed(accepted, page, 10).next() instanceof Next.Retry);
    PollState seen = answered(BEGUN, running(), 9, 10).state();
    assertTrue(failed(seen, page, 10).next() instanceof Next.Retry);
  }

  @Test
  void anAnswerForgetsTheFailures() {
    PollState failing = failed(BEGUN, failing(RetryAdvice.RETRY), 10).state();

    assertNull(answered(failing, running(), 11, 12).state().failures());
    assertNull(answered(failing, unconfirmed(null), 11, 12).state().failures());
    assertEquals(1, answered(failing, running(), 11, 12).state().failedQueries());
  }
}
