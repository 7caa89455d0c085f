package io.videotask.poll;

import java.time.Duration;

/**
 * How many consecutive failures a wait tolerates. The wait fails once this many queries in a row
 * have failed and the first of them was at least this long ago. Any answer resets the count.
 *
 * @param failures the number of consecutive failures; at least 1
 * @param atLeast the minimum time since the first of them; not negative
 */
public record FailureBudget(int failures, Duration atLeast) {
  /**
   * Ten consecutive failures over at least two minutes: a gateway that restarts within 20 s does
   * not exhaust it. A wait without a budget of its own uses this one until its first answer;
   * afterwards transient failures never end it before its deadline.
   */
  public static final FailureBudget DEFAULT = new FailureBudget(10, Duration.ofMinutes(2));

  public FailureBudget {
    if (failures < 1 || atLeast.isNegative()) {
      throw new IllegalArgumentException(
          "a failure budget takes at least 1 failure and a time that is not negative");
    }
  }

  /**
   * Returns whether the budget is exhausted.
   *
   * @param inARow the number of consecutive failures
   * @param sinceFirst the time since the first of them
   */
  public boolean isSpent(int inARow, Duration sinceFirst) {
    return inARow >= failures && sinceFirst.compareTo(atLeast) >= 0;
  }
}
