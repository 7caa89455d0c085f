package io.videotask.schedule;

/**
 * The log-normal distribution: the prior of durations.
 *
 * @param median seconds
 * @param sigma the standard deviation of the logarithm of the duration
 */
record LogNormal(double median, double sigma) {
  /**
   * From this z on the tail is too small to be computed, and its asymptotic series is exact enough.
   */
  private static final double ASYMPTOTIC_FROM = 4;

  /** Returns the hazard rate at an age, per second. */
  double hazard(double seconds) {
    return inverseMillsRatio(z(seconds)) / (sigma * seconds);
  }

  private double z(double seconds) {
    return Math.log(seconds / median) / sigma;
  }

  /**
   * Returns the standard normal density divided by its tail, with a relative error of at most
   * 0.003.
   */
  private static double inverseMillsRatio(double z) {
    if (z > ASYMPTOTIC_FROM) {
      double square = z * z;
      return z / (1 - 1 / square + 3 / (square * square));
    }
    return density(z) / tail(z);
  }

  /** The standard normal tail: Abramowitz and Stegun, 26.2.17. */
  private static double tail(double z) {
    if (z < 0) {
      return 1 - tail(-z);
    }
    double t = 1 / (1 + 0.2316419 * z);
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return density(z) * polynomial;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
