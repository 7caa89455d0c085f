package io.videotask.poll;

import java.time.Duration;

/**
 * How many failures a wait puts up with: it gives up when this many queries in a row failed, and
 * only once they did so for this long. Any answer starts the count anew.
 *
 * @param failures in a row, at least 1
 * @param atLeast the time from the first of them, not negative
 */
public record FailureBudget(int failures, Duration atLeast) {
  /**
   * Ten failures in a row over at least two minutes: a gateway that restarts for 20 s is nothing. A
   * wait for which no budget was set goes by it until its first answer; afterwards transient
   * failures never end it before its deadline.
   */
  public static final FailureBudget DEFAULT = new FailureBudget(10, Duration.ofMinutes(2));

  public FailureBudget {
    if (failures < 1 || atLeast.isNegative()) {
      throw new IllegalArgumentException(
          "a failure budget takes at least 1 failure and a time that is not negative");
    }
  }

  public boolean isSpent(int inARow, Duration sinceFirst) {
    return inARow >= failures && sinceFirst.compareTo(atLeast) >= 0;
  }
}
