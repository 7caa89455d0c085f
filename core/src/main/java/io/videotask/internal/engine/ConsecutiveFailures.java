package io.videotask.internal.engine;

import io.videotask.poll.FailureBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failures of one task's queries since the last answer. */
final class ConsecutiveFailures {
  /** So many confirm what one alone can't say, if they come over at least that time. */
  private static final int SURE = 3;

  private static final Duration SURE_AFTER = Duration.ofSeconds(15);

  /** So many failures of one task, over at least that time, are worth a line in the log. */
  private static final int LOGGED = 5;

  private static final Duration LOGGED_AFTER = Duration.ofMinutes(1);

  private final long since;
  private int inARow;
  private int toConfirm;
  private long confirmSince;
  private boolean isLogged;
  private RuntimeException last;

  /** The first of them. */
  ConsecutiveFailures(long now, RuntimeException first) {
    this.since = now;
    this.last = first;
  }

  /** The same, with all of the failure budget ahead. */
  ConsecutiveFailures forgiven(long now) {
    ConsecutiveFailures anew = new ConsecutiveFailures(now, last);
    anew.isLogged = isLogged;
    return anew;
  }

  /**
   * Counts one; true where the wait has had enough. What has to be confirmed is counted by itself:
   * transient failures in between say nothing about the task, so they neither count nor begin the
   * count anew.
   *
   * @param answered whether any query was answered before: then transient failures never end the
   *     wait before its deadline
   * @param own the budget that the caller set, which counts every failure; null for the default
   */
  boolean isEnough(
      PollResult.Failed<?> failed, boolean answered, @Nullable FailureBudget own, long now) {
    inARow++;
    last = failed.failure();
    Duration lasted = Duration.ofNanos(now - since);
    boolean ownSpent = own != null && own.isSpent(inARow, lasted);
    boolean spent =
        own == null ? !answered && FailureBudget.DEFAULT.isSpent(inARow, lasted) : ownSpent;
    return switch (failed.remedy()) {
      case NONE -> true;
      case RETRY_ONCE_ANSWERED -> !answered || spent;
      case CONFIRM_ONCE_ANSWERED -> !answered || isConfirmed(now) || ownSpent;
      case CONFIRM -> isConfirmed(now) || ownSpent;
      case RETRY, RETRY_SLOWER, RETRY_IN_WAIT -> spent;
    };
  }

  private boolean isConfirmed(long now) {
    if (toConfirm++ == 0) {
      confirmSince = now;
    }
    return toConfirm >= SURE && now - confirmSince >= SURE_AFTER.toNanos();
  }

  /** The delay before the next query: what is to be confirmed is queried when it can be. */
  Duration paced(Duration backoff, PollResult.RetryAdvice remedy, long now) {
    boolean confirms =
        remedy == PollResult.RetryAdvice.CONFIRM
            || remedy == PollResult.RetryAdvice.CONFIRM_ONCE_ANSWERED;
    Duration left = SURE_AFTER.minusNanos(now - confirmSince);
    return confirms && left.compareTo(Duration.ZERO) > 0 && left.compareTo(backoff) < 0
        ? left
        : backoff;
  }

  /** Whether it has lasted long enough for a line in the log, and has none yet. */
  boolean isWorthLogging(long now) {
    return !isLogged && inARow >= LOGGED && now - since >= LOGGED_AFTER.toNanos();
  }

  void logged() {
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
