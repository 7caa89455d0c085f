package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The consecutive failures of one task's queries since its last answer, with the rules for when
 * they end a wait: this decides whether a wait retries. Without a failure budget of the caller's,
 * transient failures never end a wait that had an answer; definite ones end it at once or once
 * confirmed (see {@link PollResult.RetryAdvice}). Instants are those of {@link PollState}.
 *
 * @param since when the first of them was, or when the failure budget last started anew
 * @param lastAt when the last of them was
 * @param inARow their number
 * @param counted how many of them the default failure budget counts
 * @param toConfirm how many of them need confirmation
 * @param confirmSince when the first of those was
 * @param isLogged whether they have been logged
 */
public record ConsecutiveFailures(
    long since,
    long lastAt,
    int inARow,
    int counted,
    int toConfirm,
    long confirmSince,
    boolean isLogged) {
  /**
   * The number of failures in a row that confirm one that alone proves nothing, if they span {@link
   * #CONFIRM_PERIOD}.
   */
  private static final int CONFIRMATIONS = 3;

  private static final Duration CONFIRM_PERIOD = Duration.ofSeconds(15);

  /** The number of failures in a row that are logged, if they span {@link #LOG_PERIOD}. */
  private static final int LOG_FAILURES = 5;

  private static final Duration LOG_PERIOD = Duration.ofMinutes(1);

  /** Returns a count of none, before the first failure. */
  static ConsecutiveFailures none(long now) {
    return new ConsecutiveFailures(now, now, 0, 0, 0, now, false);
  }

  /** Returns a copy whose failure budget starts anew. */
  ConsecutiveFailures reset(long now) {
    return new ConsecutiveFailures(now, now, 0, 0, 0, now, isLogged);
  }

  /**
   * Returns the failures with one more. Failures that need confirmation have their own count:
   * transient failures in between neither count nor reset it.
   *
   * @param serverAnsweredAt see {@link ServerHealth#lastAnswerBeforeFailures}: the default failure
   *     budget does not count failures during an outage of a server that has answered before
   */
  ConsecutiveFailures with(
      PollResult.RetryAdvice advice, @Nullable Long serverAnsweredAt, long now) {
    boolean outage = inARow > 0 && serverAnsweredAt != null && serverAnsweredAt - lastAt < 0;
    boolean confirms = needsConfirmation(advice);
    return new ConsecutiveFailures(
        since,
        now,
        inARow + 1,
        outage ? counted : counted + 1,
        confirms ? toConfirm + 1 : toConfirm,
        confirms && toConfirm == 0 ? now : confirmSince,
        isLogged);
  }

  /**
   * Returns whether the last of these failures ends the wait.
   *
   * @param advice that of the last failure
   * @param answered whether the wait has had an answer: then transient failures never end it before
   *     its deadline
   * @param budget the caller's failure budget, which counts every failure; null for the default
   */
  boolean endsWait(
      PollResult.RetryAdvice advice, boolean answered, @Nullable FailureBudget budget) {
    Duration lasted = Duration.ofNanos(lastAt - since);
    boolean spent =
        budget == null
            ? !answered && FailureBudget.DEFAULT.isSpent(counted, lasted)
            : budget.isSpent(inARow, lasted);
    boolean ownBudgetSpent = budget != null && spent;
    return switch (advice) {
      case NONE -> true;
      case RETRY_ONCE_ANSWERED -> !answered || spent;
      case CONFIRM_ONCE_ANSWERED -> !answered || isConfirmed() || ownBudgetSpent;
      case CONFIRM -> isConfirmed() || ownBudgetSpent;
      case RETRY, RETRY_SLOWER, RETRY_IN_WAIT -> spent;
    };
  }

  private boolean isConfirmed() {
    return toConfirm >= CONFIRMATIONS && lastAt - confirmSince >= CONFIRM_PERIOD.toNanos();
  }

  /**
   * Returns the delay before the next poll: the backoff, or less if a confirmation is possible
   * sooner.
   */
  Duration delay(Duration backoff, PollResult.RetryAdvice advice, long now) {
    Duration left = CONFIRM_PERIOD.minusNanos(now - confirmSince);
    return needsConfirmation(advice)
            && left.compareTo(Duration.ZERO) > 0
            && left.compareTo(backoff) < 0
        ? left
        : backoff;
  }

  private static boolean needsConfirmation(PollResult.RetryAdvice advice) {
    return advice == PollResult.RetryAdvice.CONFIRM
        || advice == PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED;
  }

  /** Returns whether the failures have lasted long enough to be logged, and have not been yet. */
  boolean shouldLog() {
    return !isLogged && inARow >= LOG_FAILURES && lastAt - since >= LOG_PERIOD.toNanos();
  }

  ConsecutiveFailures logged() {
    return new ConsecutiveFailures(since, lastAt, inARow, counted, toConfirm, confirmSince, true);
  }

  ConsecutiveFailures shifted(long by) {
    return new ConsecutiveFailures(
        since + by, lastAt + by, inARow, counted, toConfirm, confirmSince + by, isLogged);
  }
}
