package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.poll.FailureBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures in a row end a wait, and when the next poll confirms them. */
class ConsecutiveFailuresTest {
  private static final Duration BACKOFF = Duration.ofSeconds(10);

  /** Returns an instant by a clock that wraps around after five seconds. */
  private static long at(double second) {
    return Long.MAX_VALUE - 5_000_000_000L + (long) (second * 1e9);
  }

  /** Returns failures at these seconds. */
  private static ConsecutiveFailures failures(RetryAdvice advice, double... seconds) {
    ConsecutiveFailures failures = ConsecutiveFailures.none(at(seconds[0]));
    for (double second : seconds) {
      failures = failures.with(advice, null, at(second));
    }
    return failures;
  }

  /** Returns evenly spaced failures, the first of them at second 0. */
  private static ConsecutiveFailures spread(RetryAdvice advice, int number, double last) {
    double[] seconds = new double[number];
    for (int i = 0; i < number; i++) {
      seconds[i] = i * last / (number - 1);
    }
    return failures(advice, seconds);
  }

  @Test
  void failuresDuringAnOutageAreNotCounted() {
    ConsecutiveFailures first =
        ConsecutiveFailures.none(at(0)).with(RetryAdvice.RETRY, at(-9), at(0));
    assertEquals(1, first.counted(), "the first one may be the task's own");

    ConsecutiveFailures second = first.with(RetryAdvice.RETRY, at(-9), at(10));
    assertEquals(1, second.counted(), "the server has not answered since");
    assertEquals(2, second.inARow());

    assertEquals(2, first.with(RetryAdvice.RETRY, at(1), at(2)).counted(), "it has");
    assertEquals(2, second.with(RetryAdvice.RETRY, at(10), at(20)).counted());
    assertEquals(2, second.with(RetryAdvice.RETRY, at(15), at(20)).counted());
    assertEquals(2, second.with(RetryAdvice.RETRY, null, at(20)).counted(), "it never has");
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryAdvice.class,
      names = {"RETRY", "RETRY_SLOWER", "RETRY_IN_WAIT", "RETRY_ONCE_ANSWERED"})
  void tenFailuresInTwoMinutesEndAWaitWithoutAnAnswer(RetryAdvice advice) {
    boolean atOnce = advice == RetryAdvice.RETRY_ONCE_ANSWERED;
    assertTrue(spread(advice, 10, 120).endsWait(advice, false, null));
    assertEquals(atOnce, spread(advice, 9, 120).endsWait(advice, false, null));
    assertEquals(atOnce, spread(advice, 10, 119.9).endsWait(advice, false, null));
    assertFalse(spread(advice, 100, 9999).endsWait(advice, true, null));
  }

  @Test
  void theCallersBudgetCountsFailuresDuringAnOutageToo() {
    ConsecutiveFailures failures = ConsecutiveFailures.none(at(0));
    for (int i = 0; i < 3; i++) {
      failures = failures.with(RetryAdvice.RETRY, at(-9), at(i));
    }
    FailureBudget three = new FailureBudget(3, Duration.ofSeconds(2));

    assertTrue(failures.endsWait(RetryAdvice.RETRY, true, three));
    assertFalse(
        failures.endsWait(RetryAdvice.RETRY, true, new FailureBudget(4, Duration.ofSeconds(2))));
    assertFalse(
        failures.endsWait(RetryAdvice.RETRY, true, new FailureBudget(3, Duration.ofSeconds(3))));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRM, true, 2, 15, false",
    "CONFIRM, true, 3, 14.9, false",
    "CONFIRM, true, 3, 15, true",
    "CONFIRM, false, 2, 15, false",
    "CONFIRM, false, 3, 15, true",
    "CONFIRM_ONCE_ANSWERED, true, 3, 14.9, false",
    "CONFIRM_ONCE_ANSWERED, true, 3, 15, true",
    "CONFIRM_ONCE_ANSWERED, false, 2, 0.1, true",
    "RETRY_ONCE_ANSWERED, false, 2, 0.1, true",
    "NONE, true, 2, 0.1, true"
  })
  void someFailuresAreConfirmed(
      RetryAdvice advice, boolean answered, int number, double last, boolean ends) {
    assertEquals(ends, spread(advice, number, last).endsWait(advice, answered, null));
  }

  @ParameterizedTest
  @EnumSource(
      value = RetryAdvice.class,
      names = {"CONFIRM", "CONFIRM_ONCE_ANSWERED"})
  void theDefaultBudgetEndsNoWaitThatIsToBeConfirmed(RetryAdvice advice) {
    ConsecutiveFailures failures = spread(RetryAdvice.RETRY, 11, 200).with(advice, null, at(200));

    assertEquals(
        advice == RetryAdvice.CONFIRM_ONCE_ANSWERED, failures.endsWait(advice, false, null));
    assertFalse(failures.endsWait(advice, true, null));
    assertTrue(failures.endsWait(advice, true, new FailureBudget(2, Duration.ZERO)));
  }

  @Test
  void theConfirmationPeriodBeginsWithTheFirstFailureThatNeedsIt() {
    ConsecutiveFailures failures =
        failures(RetryAdvice.RETRY, 0, 10)
            .with(RetryAdvice.CONFIRM, null, at(20))
            .with(RetryAdvice.RETRY, null, at(25))
            .with(RetryAdvice.CONFIRM, null, at(30))
            .with(RetryAdvice.CONFIRM, null, at(34.9));
    assertFalse(failures.endsWait(RetryAdvice.CONFIRM, true, null));

    assertTrue(
        failures.with(RetryAdvice.CONFIRM, null, at(35)).endsWait(RetryAdvice.CONFIRM, true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "CONFIRM, 0, PT10S",
    "CONFIRM, 4.9, PT10S",
    "CONFIRM, 5.5, PT9.5S",
    "CONFIRM_ONCE_ANSWERED, 14, PT1S",
    "CONFIRM, 15, PT10S",
    "CONFIRM, 99, PT10S",
    "RETRY, 14, PT10S",
    "RETRY_IN_WAIT, 14, PT10S"
  })
  void aConfirmationComesAsSoonAsItCan(RetryAdvice advice, double now, Duration delay) {
    assertEquals(delay, failures(advice, 0).delay(BACKOFF, advice, at(now)));
  }

  @Test
  void fiveFailuresOverAMinuteAreLoggedOnce() {
    assertTrue(spread(RetryAdvice.RETRY, 5, 60).shouldLog());
    assertFalse(spread(RetryAdvice.RETRY, 4, 60).shouldLog());
    assertFalse(spread(RetryAdvice.RETRY, 5, 59.9).shouldLog());
    ConsecutiveFailures logged = spread(RetryAdvice.RETRY, 5, 60).logged();
    assertFalse(logged.shouldLog());
    assertFalse(logged.with(RetryAdvice.RETRY, null, at(100)).shouldLog());
    assertTrue(logged.with(RetryAdvice.RETRY, null, at(100)).isLogged());
  }

  @Test
  void aResetBudgetCountsFromThenOn() {
    ConsecutiveFailures reset = spread(RetryAdvice.CONFIRM, 10, 120).logged().reset(at(130));

    assertEquals(new ConsecutiveFailures(at(130), at(130), 0, 0, 0, at(130), true), reset);
  }

  @Test
  void anotherClockShiftsEveryInstant() {
    long by = 7;
    assertEquals(
        new ConsecutiveFailures(8, 9, 3, 4, 5, 13, true),
        new ConsecutiveFailures(1, 2, 3, 4, 5, 6, true).shifted(by));
  }

  @Test
  void aRecordOfFailuresKeepsWhatItWasGiven() {
    ConsecutiveFailures logged = new ConsecutiveFailures(1, 2, 3, 4, 5, 6, false).logged();

    assertEquals(new ConsecutiveFailures(1, 2, 3, 4, 5, 6, true), logged);
    assertFalse(ends(logged, null));
  }

  private static boolean ends(ConsecutiveFailures failures, @Nullable FailureBudget budget) {
    return failures.endsWait(RetryAdvice.RETRY, true, budget);
  }
}
