package io.videotask.schedule;

/**
 * When something that lasts is likely to end: a hazard rate for each bin of {@link LogBins}, and
 * the sums of it that a decision needs, so that a decision is a search in a table. Immutable.
 *
 * <p>Queries are placed with a density that follows a power of the hazard. The square root of it
 * gives the smallest mean delay for the requests spent (Keller), the cube root the smallest mean
 * square. A little below the square root costs hardly any of the mean and takes the worst delays
 * down.
 */
final class HazardModel {
  /** Between the square root and the cube root, nearer to the square root. */
  static final double POWER = 0.46;

  /**
   * Once the first have ended, a task is asked for as if its hazard was at least this share of the
   * mean: what ends in a valley between two kinds of tasks, or long after all others, is rare, but
   * should not be heard of much too late.
   */
  private static final double VALLEY = 0.45;

  private static final double BEGUN = 0.03;

  /** No bin is so surely empty or so surely the end that it would never or always be asked in. */
  private static final double LEAST_HAZARD = 1e-7;

  private static final int STEPS = 8;

  private final double[] hazard;
  private final double[] cumulativeHazard = new double[LogBins.BINS + 1];
  private final double[] cumulativeDensity = new double[LogBins.BINS + 1];
  private final double[] survival = new double[LogBins.BINS + 1];
  private final double requests;
  private final double delay;

  HazardModel(double[] hazard) {
    this.hazard = hazard;
    double floor = leastDensity(hazard);
    double allRequests = 0;
    double allDelay = 0;
    survival[0] = 1;
    for (int i = 0; i < LogBins.BINS; i++) {
      hazard[i] = Math.max(hazard[i], LEAST_HAZARD);
      double density = Math.pow(hazard[i], POWER);
      if (cumulativeHazard[i] > BEGUN) {
        density = Math.max(density, floor);
      }
      double width = LogBins.width(i);
      cumulativeHazard[i + 1] = cumulativeHazard[i] + hazard[i] * width;
      cumulativeDensity[i + 1] = cumulativeDensity[i] + density * width;
      survival[i + 1] = Math.exp(-cumulativeHazard[i + 1]);
      allRequests += exposure(i) * density;
      allDelay += share(i) / density;
    }
    this.requests = allRequests;
    this.delay = allDelay;
  }

  private static double leastDensity(double[] hazard) {
    double survival = 1;
    double mean = 0;
    for (int i = 0; i < LogBins.BINS; i++) {
      double rate = Math.max(hazard[i], LEAST_HAZARD);
      double later = survival * Math.exp(-rate * LogBins.width(i));
      mean += (survival - later) / rate;
      survival = later;
    }
    return Math.pow(VALLEY / mean, POWER);
  }

  /** What a log-normal distribution gives. */
  static HazardModel of(LogNormal durations) {
    double[] hazard = new double[LogBins.BINS];
    for (int i = 0; i < LogBins.BINS; i++) {
      double middle = (LogBins.edge(i) + LogBins.edge(i + 1)) / 2;
      hazard[i] = durations.hazard(middle);
    }
    return new HazardModel(hazard);
  }

  /** The share that lasts longer. */
  double survival(double seconds) {
    return Math.exp(-hazardUntil(seconds));
  }

  /** The hazard summed up from the beginning. */
  double hazardUntil(double seconds) {
    int bin = LogBins.bin(seconds);
    return cumulativeHazard[bin] + (seconds - LogBins.edge(bin)) * hazard[bin];
  }

  /**
   * The time until the density of queries, from an age on, adds up.
   *
   * @param sum in units of the power of the hazard times seconds
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
   * How long ago, on average, something ended that was alive at one age and had ended at a later
   * one.
   */
  double meanDelay(double from, double to) {
    double alive = survival(from);
    double ended = alive - survival(to);
    if (ended < 1e-9) {
      return (to - from) / 2;
    }
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += alive - survival(from + (to - from) * (i + 0.5) / STEPS);
    }
    return sum / STEPS / ended * (to - from);
  }

  /** How many queries it takes when a query is due at each unit of the density. */
  double requests() {
    return requests;
  }

  /** Twice the mean delay when a query is due at each unit of the density, seconds. */
  double twiceTheDelay() {
    return delay;
  }

  /** The share of what ends that ends in this bin. */
  double share(int bin) {
    return survival[bin] - survival[bin + 1];
  }

  /** How long, of what is alive at the beginning, is spent in this bin, seconds. */
  double exposure(int bin) {
    return share(bin) / hazard[bin];
  }

  private double density(int bin) {
    return (cumulativeDensity[bin + 1] - cumulativeDensity[bin]) / LogBins.width(bin);
  }
}
