package io.videotask.benchmarks;

/** The standard normal distribution. */
final class Normal {
  private Normal() {}

  /**
   * Returns the cumulative probability of z by series and continued fraction; accurate to 1e-12.
   */
  static double below(double z) {
    if (z < -6) {
      return tail(-z);
    }
    if (z > 6) {
      return 1 - tail(z);
    }
    double term = z;
    double sum = z;
    for (int n = 3; Math.abs(term) > 1e-16; n += 2) {
      term *= z * z / n;
      sum += term;
    }
    return 0.5 + sum * density(z);
  }

  private static double tail(double z) {
    double fraction = z;
    for (int n = 60; n >= 1; n--) {
      fraction = z + n / fraction;
    }
    return density(z) / fraction;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
