package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The consecutive failures of one task's queries since its last answer, with the rules for when
 * they end a wait: this decides whether a wait retries. Without a failure budget of the caller's,
 * transient failures never end a wait that had an answer; definite ones end it at once or once
 * confirmed (see {@link PollResult.RetryAdvice}).
 */
final class ConsecutiveFailures {
  /**
   * The number of failures in a row that confirm one that alone proves nothing, if they span {@link
   * #CONFIRM_PERIOD}.
   */
  private static final int CONFIRMATIONS = 3;

  private static final Duration CONFIRM_PERIOD = Duration.ofSeconds(15);

  /** The number of failures in a row that are logged, if they span {@link #LOG_PERIOD}. */
  private static final int LOG_FAILURES = 5;

  private static final Duration LOG_PERIOD = Duration.ofMinutes(1);

  private final long since;
  private long lastAt;
  private int inARow;
  private int counted;
  private int toConfirm;
  private long confirmSince;
  private boolean isLogged;
  private RuntimeException last;

  /** Starts with the first failure, which {@link #endsWait} counts. */
  ConsecutiveFailures(long now, RuntimeException first) {
    this.since = now;
    this.lastAt = now;
    this.last = first;
  }

  /** Returns a copy whose failure budget starts anew. */
  ConsecutiveFailures reset(long now) {
    ConsecutiveFailures fresh = new ConsecutiveFailures(now, last);
    fresh.isLogged = isLogged;
    return fresh;
  }

  /**
   * Counts a failure and returns whether it ends the wait. Failures that need confirmation have
   * their own count: transient failures in between neither count nor reset it.
   *
   * @param answered whether the wait has had an answer: then transient failures never end it before
   *     its deadline
   * @param budget the caller's failure budget, which counts every failure; null for the default,
   *     which does not count those during an outage of a server that has answered before
   * @param serverAnsweredAt see {@link ServerHealth#lastAnswerBeforeFailures}
   */
  boolean endsWait(
      PollResult.Failed<?> failed,
      boolean answered,
      @Nullable FailureBudget budget,
      @Nullable Long serverAnsweredAt,
      long now) {
    boolean outage = inARow > 0 && serverAnsweredAt != null && serverAnsweredAt - lastAt < 0;
    counted += outage ? 0 : 1;
    inARow++;
    last = failed.failure();
    lastAt = now;
    Duration lasted = Duration.ofNanos(now - since);
    boolean spent =
        budget == null
            ? !answered && FailureBudget.DEFAULT.isSpent(counted, lasted)
            : budget.isSpent(inARow, lasted);
    boolean ownBudgetSpent = budget != null && spent;
    return switch (failed.advice()) {
      case NONE -> true;
      case RETRY_ONCE_ANSWERED -> !answered || spent;
      case CONFIRM_ONCE_ANSWERED -> !answered || isConfirmed(now) || ownBudgetSpent;
      case CONFIRM -> isConfirmed(now) || ownBudgetSpent;
      case RETRY, RETRY_SLOWER, RETRY_IN_WAIT -> spent;
    };
  }

  private boolean isConfirmed(long now) {
    if (toConfirm++ == 0) {
      confirmSince = now;
    }
    return toConfirm >= CONFIRMATIONS && now - confirmSince >= CONFIRM_PERIOD.toNanos();
  }

  /**
   * Returns the delay before the next poll: the backoff, or less if a confirmation is possible
   * sooner.
   */
  Duration delay(Duration backoff, PollResult.RetryAdvice advice, long now) {
    boolean confirms =
        advice == PollResult.RetryAdvice.CONFIRM
            || advice == PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED;
    Duration left = CONFIRM_PERIOD.minusNanos(now - confirmSince);
    return confirms && left.compareTo(Duration.ZERO) > 0 && left.compareTo(backoff) < 0
        ? left
        : backoff;
  }

  /** Returns whether the failures have lasted long enough to be logged, and have not been yet. */
  boolean shouldLog(long now) {
    return !isLogged && inARow >= LOG_FAILURES && now - since >= LOG_PERIOD.toNanos();
  }

  void markLogged() {
    isLogged = true;
  }

  boolean isLogged() {
    return isLogged;
  }

  int inARow() {
    return inARow;
  }

  RuntimeException last() {
    return last;
  }
}
