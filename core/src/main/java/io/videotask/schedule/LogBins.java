package io.videotask.schedule;

/**
 * The bins of histograms of durations. They are logarithmic, because the difference between 60 s
 * and 65 s matters as much as that between 600 s and 650 s. Each is 4 % wide (a factor of
 * exp(0.04)), and the last one begins at 42 h.
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

  /** Returns the lower edge of a bin, seconds; 0 for the first. The last bin has no upper edge. */
  static double edge(int bin) {
    return EDGES[bin];
  }

  static double width(int bin) {
    return EDGES[bin + 1] - EDGES[bin];
  }

  /** Returns the bin of a duration; durations beyond the last edge fall into the last bin. */
  static int bin(double seconds) {
    if (!(seconds >= 1)) {
      return 0;
    }
    return Math.min(BINS - 1, 1 + (int) (Math.log(seconds) / WIDTH));
  }
}
