package io.videotask.schedule;

import java.time.Duration;

/** Shortens intervals so that one more poll is sent before the deadline of a wait. */
public final class FinalPoll {
  /** The time reserved before the deadline for the answer, seconds. */
  private static final double ANSWER_TIME = 2;

  private FinalPoll() {}

  /**
   * Limits an interval so that it ends before the deadline.
   *
   * @param gap the interval that the schedule chose, seconds
   * @return half of the remaining time where less than twice the answer time is left
   */
  static double withinDeadline(double gap, ScheduleContext context) {
    double left = Seconds.duration(context.untilDeadline());
    return Math.min(gap, Math.max(left - ANSWER_TIME, left / 2));
  }

  /**
   * Limits a delay so that the poll is sent before the deadline, with time for its answer where
   * possible.
   *
   * @param left nanoseconds until the deadline
   */
  public static Duration beforeDeadline(long left, Duration delay) {
    double gap = Seconds.duration(delay);
    double until = left / 1e9;
    return gap < until - ANSWER_TIME
        ? delay
        : Seconds.asDuration(Math.min(gap, Math.max(until - ANSWER_TIME, until / 2)));
  }

  /**
   * Like {@link #beforeDeadline}, but returns the delay unchanged where no time for an answer is
   * left, so that an unreachable server is not polled at ever shorter intervals before each
   * deadline.
   */
  public static Duration beforeDeadlineIfTime(long left, Duration delay) {
    double until = left / 1e9;
    return Seconds.duration(delay) > until - ANSWER_TIME && until > ANSWER_TIME * 2
        ? beforeDeadline(left, delay)
        : delay;
  }
}
