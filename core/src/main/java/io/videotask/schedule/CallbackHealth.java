package io.videotask.schedule;

/**
 * Measures how reliably a gateway's callbacks announce the ends of its tasks: the share of recent
 * ends that none announced. Polling is needed for these only, so with a share of {@code q} its
 * interval is longer by a factor of the square root of 1/q: the optimum of the same inspection
 * model, where the delay of an announced end costs nothing.
 *
 * <p>The share is estimated by the rule of succession over the ends since the last one that was
 * missed, and is not less than the average over the recent ends. So one missed end brings polling
 * back to normal at once, and it takes as many announced ends in a row as are convincing to slow it
 * down again. Thread-safe.
 */
public final class CallbackHealth {
  /** The weight of one more end in the average. */
  private static final double SMOOTHING = 0.05;

  /** Polling never stops: the longest interval is this many times the normal one. */
  private static final double MAX_STRETCH = 30;

  private static final double MIN_MISS_RATE = 1 / (MAX_STRETCH * MAX_STRETCH);

  /** The longest interval while callbacks announce the ends, seconds. */
  static final double LONGEST_INTERVAL = 600;

  /** With a larger share callbacks are not relied on: little is saved, and some ends come late. */
  private static final double RELIED_ON = 0.1;

  private static final double LONGEST_SPREAD = 4;

  private double average;
  private long announcedInARow;

  /** Creates the measure of a gateway without a known end. */
  public CallbackHealth() {}

  /**
   * Records the end of a task for which a callback was expected.
   *
   * @param announced whether a callback came before polling found the end, or just after
   */
  public synchronized void ended(boolean announced) {
    announcedInARow = announced ? announcedInARow + 1 : 0;
    average += SMOOTHING * ((announced ? 0 : 1) - average);
  }

  /** Returns by how much longer the optimal interval is than without callbacks. */
  static double stretch(double missRate) {
    return 1 / Math.sqrt(missRate);
  }

  /**
   * Returns by how much to vary an interval. The rarer the polls, the more they are spread, so that
   * at each time some tasks of a gateway are polled and a loss of its callbacks is noticed: from
   * nothing at normal intervals to an exponential distribution of the same mean.
   *
   * @param random from 0 to 1
   */
  static double spread(double missRate, double random) {
    double exponential = Math.min(-Math.log(1 - random), LONGEST_SPREAD);
    return missRate + (1 - missRate) * exponential;
  }

  /** Returns whether polling is slower than it would be without callbacks. */
  public synchronized boolean isReliedOn() {
    return missRate() < 1;
  }

  /**
   * Returns the share of ends that polling has to find: more than 0, and 1 where callbacks are not
   * relied on.
   */
  public synchronized double missRate() {
    double share = Math.max(average, 1.0 / (1 + announcedInARow));
    return share > RELIED_ON ? 1 : Math.max(MIN_MISS_RATE, share);
  }
}
