package io.videotask.schedule;

/**
 * The distribution of a duration as a hazard rate for each bin of {@link LogBins}, with the
 * cumulative sums that decisions need, so that a decision is a table look-up. Immutable.
 *
 * <p>Polls are placed with a density proportional to a power of the hazard rate. The square root
 * minimizes the mean delay for a given number of requests (Keller), the cube root the mean square
 * of the delay. An exponent a little below one half costs hardly any mean delay and shortens the
 * longest delays.
 */
final class HazardModel {
  /** The exponent: between the square root and the cube root, nearer to the square root. */
  static final double POWER = 0.46;

  /**
   * Lower bound of the hazard rate used for placing polls, as a share of the mean rate; applies
   * once the first tasks are likely to have ended. An end between two modes of the distribution, or
   * in its far tail, is rare, but must not be detected very late.
   */
  private static final double MIN_RATE_SHARE = 0.45;

  private static final double MIN_CUMULATIVE_HAZARD = 0.03;

  /** Lower bound of the hazard rate, so that no bin is treated as certainly empty. */
  private static final double MIN_HAZARD = 1e-7;

  private static final int INTEGRATION_STEPS = 8;

  private final double[] hazard;
  private final double[] cumulativeHazard = new double[LogBins.BINS + 1];
  private final double[] cumulativeDensity = new double[LogBins.BINS + 1];
  private final double[] survival = new double[LogBins.BINS + 1];
  private final double requests;
  private final double twiceMeanDelay;

  HazardModel(double[] hazard) {
    this.hazard = hazard;
    double floor = minDensity(hazard);
    double totalRequests = 0;
    double totalDelay = 0;
    survival[0] = 1;
    for (int i = 0; i < LogBins.BINS; i++) {
      hazard[i] = Math.max(hazard[i], MIN_HAZARD);
      double density = Math.pow(hazard[i], POWER);
      if (cumulativeHazard[i] > MIN_CUMULATIVE_HAZARD) {
        density = Math.max(density, floor);
      }
      double width = LogBins.width(i);
      cumulativeHazard[i + 1] = cumulativeHazard[i] + hazard[i] * width;
      cumulativeDensity[i + 1] = cumulativeDensity[i] + density * width;
      survival[i + 1] = Math.exp(-cumulativeHazard[i + 1]);
      totalRequests += exposure(i) * density;
      totalDelay += share(i) / density;
    }
    this.requests = totalRequests;
    this.twiceMeanDelay = totalDelay;
  }

  private static double minDensity(double[] hazard) {
    double survival = 1;
    double mean = 0;
    for (int i = 0; i < LogBins.BINS; i++) {
      double rate = Math.max(hazard[i], MIN_HAZARD);
      double later = survival * Math.exp(-rate * LogBins.width(i));
      mean += (survival - later) / rate;
      survival = later;
    }
    return Math.pow(MIN_RATE_SHARE / mean, POWER);
  }

  /** Returns the model of a log-normal distribution. */
  static HazardModel of(LogNormal durations) {
    double[] hazard = new double[LogBins.BINS];
    for (int i = 0; i < LogBins.BINS; i++) {
      double middle = (LogBins.edge(i) + LogBins.edge(i + 1)) / 2;
      hazard[i] = durations.hazard(middle);
    }
    return new HazardModel(hazard);
  }

  /** Returns the probability that the duration is longer. */
  double survival(double seconds) {
    return Math.exp(-hazardUntil(seconds));
  }

  /** Returns the cumulative hazard from 0 to an age. */
  double hazardUntil(double seconds) {
    int bin = LogBins.bin(seconds);
    return cumulativeHazard[bin] + (seconds - LogBins.edge(bin)) * hazard[bin];
  }

  /**
   * Returns the interval from an age over which the integral of the poll density reaches a value.
   *
   * @param age seconds
   * @param sum the integral, in units of the power of the hazard rate times seconds
   */
  double gap(double age, double sum) {
    int bin = LogBins.bin(age);
    double wanted = cumulativeDensity[bin] + (age - LogBins.edge(bin)) * density(bin) + sum;
    while (bin < LogBins.BINS - 1 && cumulativeDensity[bin + 1] < wanted) {
      bin++;
    }
    return LogBins.edge(bin) + (wanted - cumulativeDensity[bin]) / density(bin) - age;
  }

  /**
   * Returns the mean time since the end of a task that was running at one age and had ended at a
   * later one, seconds.
   */
  double meanDelay(double from, double to) {
    double surviving = survival(from);
    double ended = surviving - survival(to);
    if (ended < 1e-9) {
      return (to - from) / 2;
    }
    double sum = 0;
    for (int i = 0; i < INTEGRATION_STEPS; i++) {
      sum += surviving - survival(from + (to - from) * (i + 0.5) / INTEGRATION_STEPS);
    }
    return sum / INTEGRATION_STEPS / ended * (to - from);
  }

  /** Returns the expected number of polls at unit density. */
  double requests() {
    return requests;
  }

  /** Returns twice the mean delay at unit density, seconds. */
  double twiceMeanDelay() {
    return twiceMeanDelay;
  }

  /** Returns the probability that the duration ends in this bin. */
  double share(int bin) {
    return survival[bin] - survival[bin + 1];
  }

  /** Returns the expected time spent in this bin, seconds. */
  double exposure(int bin) {
    return share(bin) / hazard[bin];
  }

  private double density(int bin) {
    return (cumulativeDensity[bin + 1] - cumulativeDensity[bin]) / LogBins.width(bin);
  }
}
