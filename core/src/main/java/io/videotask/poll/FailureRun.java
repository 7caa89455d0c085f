package io.videotask.poll;

import java.time.Duration;

/** The failures of one task's queries since the last answer. */
final class FailureRun {
  /** So many in a row make sure of what one alone can't say. */
  private static final int SURE = 3;

  private final long since;
  private int inARow;
  private int unsureInARow;
  private RuntimeException last;

  /** The first of them. */
  FailureRun(long now, RuntimeException first) {
    this.since = now;
    this.last = first;
  }

  /** Counts one; true where the wait has had enough. */
  boolean isEnough(Look.Failed<?> failed, FailureBudget budget, long now) {
    inARow++;
    unsureInARow = failed.remedy() == Look.Remedy.CONFIRM ? unsureInARow + 1 : 0;
    last = failed.failure();
    return switch (failed.remedy()) {
      case NONE, RETRY_ONCE_ANSWERED, CONFIRM_ONCE_ANSWERED -> true;
      case CONFIRM -> unsureInARow >= SURE;
      case RETRY, RETRY_SLOWER, RETRY_IN_WAIT ->
          budget.isSpent(inARow, Duration.ofNanos(now - since));
    };
  }

  int inARow() {
    return inARow;
  }

  RuntimeException last() {
    return last;
  }
}
