package io.videotask.schedule;

import java.util.Arrays;

/**
 * Estimates how long after the expected start of a refresh cycle to poll. Waiting for the tasks
 * that are refreshed last delays the news of the others; polling too early costs a whole cycle. The
 * estimate is the remembered offset with the least expected cost. Not thread-safe.
 */
final class OffsetEstimator {
  private static final int CAPACITY = 40;

  /**
   * The prior offsets, seconds, replaced one by one by observations: one in ten is two seconds
   * late.
   */
  private static final double[] PRIOR = {0, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 2};

  private final double earlyCost;
  private final double[] observed = new double[CAPACITY];
  private int count;
  private double best;

  /**
   * @param earlyCost the cost of polling too early, seconds of delay
   */
  OffsetEstimator(double earlyCost) {
    this.earlyCost = earlyCost;
    choose();
  }

  /** Returns the offset with the least expected cost, seconds after the expected start. */
  double best() {
    return best;
  }

  /** Adds an observed offset, seconds after the expected start; negative for before. */
  void add(double seconds) {
    observed[count++ % CAPACITY] = seconds;
    choose();
  }

  private void choose() {
    int observations = Math.min(count, CAPACITY);
    int priors = Math.max(0, PRIOR.length - observations);
    double[] all = new double[observations + priors];
    System.arraycopy(observed, 0, all, 0, observations);
    System.arraycopy(PRIOR, PRIOR.length - priors, all, observations, priors);
    Arrays.sort(all);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < all.length; i++) {
      double expected = all[i] + earlyCost * (all.length - 1 - i) / all.length;
      if (expected < least) {
        least = expected;
        best = all[i];
      }
    }
  }
}
