package io.videotask.poll;

/** Before a wait's deadline a task is looked at once more. */
final class LastLook {
  /** How long before the deadline, so that its answer can still arrive, seconds. */
  private static final double BEFORE = 2;

  private LastLook() {}

  /**
   * A gap that does not reach beyond the last look.
   *
   * @param gap as wanted, seconds
   * @return where little time is left, half of it
   */
  static double inTime(double gap, Situation situation) {
    double left = SecondsOf.duration(situation.untilDeadline());
    return Math.min(gap, Math.max(left - BEFORE, left / 2));
  }
}
