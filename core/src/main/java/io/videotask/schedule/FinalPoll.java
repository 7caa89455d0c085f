package io.videotask.schedule;

import java.time.Duration;

/** Before a wait's deadline a task is looked at once more. */
public final class FinalPoll {
  /** How long before the deadline, so that its answer can still arrive, seconds. */
  private static final double BEFORE = 2;

  private FinalPoll() {}

  /**
   * A gap that does not reach beyond the last look.
   *
   * @param gap as wanted, seconds
   * @return where little time is left, half of it
   */
  static double inTime(double gap, ScheduleContext situation) {
    double left = Seconds.duration(situation.untilDeadline());
    return Math.min(gap, Math.max(left - BEFORE, left / 2));
  }

  /**
   * A delay of which the query still comes before the deadline, with time for its answer if that
   * can be.
   *
   * @param left nanoseconds until the deadline
   */
  public static Duration before(long left, Duration delay) {
    double gap = Seconds.duration(delay);
    double until = left / 1e9;
    return gap < until - BEFORE
        ? delay
        : Seconds.asDuration(Math.min(gap, Math.max(until - BEFORE, until / 2)));
  }

  /**
   * The same where there is time for an answer; else the delay as it is, so that a server that is
   * away is not queried ever faster before each deadline.
   */
  public static Duration onceBefore(long left, Duration delay) {
    double until = left / 1e9;
    return Seconds.duration(delay) > until - BEFORE && until > BEFORE * 2
        ? before(left, delay)
        : delay;
  }
}
