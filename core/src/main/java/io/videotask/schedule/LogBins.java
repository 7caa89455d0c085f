package io.videotask.schedule;

/**
 * The bins that durations are counted in: logarithmic, because whether a task takes 60 s or 65 s
 * matters as much as whether it takes 600 s or 650 s. Each is 7 % wide; they reach from 1 s to 35
 * h.
 */
final class LogBins {
  static final int BINS = 300;

  private static final double WIDTH = 0.04;
  private static final double[] EDGES = new double[BINS + 1];

  static {
    for (int i = 1; i <= BINS; i++) {
      EDGES[i] = Math.exp((i - 1) * WIDTH);
    }
  }

  private LogBins() {}

  /** Where a bin begins, seconds; the first at 0. The last one has no end. */
  static double edge(int bin) {
    return EDGES[bin];
  }

  static double width(int bin) {
    return EDGES[bin + 1] - EDGES[bin];
  }

  /** The bin of a duration; what is longer than all of them falls into the last one. */
  static int bin(double seconds) {
    if (!(seconds >= 1)) {
      return 0;
    }
    return Math.min(BINS - 1, 1 + (int) (Math.log(seconds) / WIDTH));
  }
}
