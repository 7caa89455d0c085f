package io.videotask.schedule;

import java.util.Arrays;

/**
 * How long after a beat to ask. Each second waited for the last tasks of a pass is lost on the
 * first, but whoever asks too early hears of it a beat later: of the looks it remembers it takes
 * the one that costs least on average. Not thread-safe.
 */
final class OffsetEstimator {
  private static final int REMEMBERED = 40;

  /** What is thought of looks before enough are known: a tenth of them is two seconds late. */
  private static final double[] PRIOR = {0, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 2};

  private final double cost;
  private final double[] seen = new double[REMEMBERED];
  private int count;
  private double best;

  /**
   * @param cost what asking too early costs, seconds of delay
   */
  OffsetEstimator(double cost) {
    this.cost = cost;
    choose();
  }

  /** Seconds after the beat. */
  double best() {
    return best;
  }

  /** A look was so many seconds after the beat; negative for before. */
  void saw(double seconds) {
    seen[count++ % REMEMBERED] = seconds;
    choose();
  }

  private void choose() {
    int known = Math.min(count, REMEMBERED);
    int thought = Math.max(0, PRIOR.length - known);
    double[] all = new double[known + thought];
    System.arraycopy(seen, 0, all, 0, known);
    System.arraycopy(PRIOR, PRIOR.length - thought, all, known, thought);
    Arrays.sort(all);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < all.length; i++) {
      double expected = all[i] + cost * (all.length - 1 - i) / all.length;
      if (expected < least) {
        least = expected;
        best = all[i];
      }
    }
  }
}
