package io.videotask.schedule;

/**
 * Predicts when refresh cycles are due: a weighted straight line through the start times of the
 * observed cycles over their slot numbers. Late observations belong to tasks that were refreshed
 * late in their cycle, so the fit is asymmetric and follows the lower edge of the times. Not
 * thread-safe.
 */
final class PhaseEstimator {
  /** The weight of observations before the line, relative to those after it. */
  private static final double EARLY_WEIGHT = 4;

  /**
   * The strength of the regularization towards the nominal period, as the weight of observations
   * one slot away.
   */
  private static final double NOMINAL_WEIGHT = 2;

  private static final int ITERATIONS = 4;
  private static final double SMOOTHING = 0.12;
  private static final double MAX_ERROR = 4;

  private final double nominal;
  private final double discount;
  private double period;
  private double phase;
  private long origin;
  private double meanError = 1;

  /**
   * @param nominal the nominal period, seconds
   * @param discount the factor that the weight of a cycle is multiplied by for each slot of age
   */
  PhaseEstimator(double nominal, double discount) {
    this.nominal = nominal;
    this.discount = discount;
    this.period = nominal;
  }

  double period() {
    return period;
  }

  double due(long slot) {
    return phase + (slot - origin) * period;
  }

  /** Returns the exponentially smoothed absolute error of the predictions, seconds. */
  double meanError() {
    return meanError;
  }

  /** Updates the mean error with an observed cycle. */
  void score(long slot, double time) {
    meanError += SMOOTHING * (Math.min(MAX_ERROR, Math.abs(time - due(slot))) - meanError);
  }

  /**
   * Fits the line.
   *
   * @param slots ascending
   * @param times the start times, seconds
   * @param count the number of cycles, at least 1
   */
  void fit(long[] slots, double[] times, int count) {
    origin = slots[count - 1];
    phase = times[count - 1];
    period = nominal;
    for (int round = 0; round < ITERATIONS; round++) {
      double sum = 1e-9;
      double x = 0;
      double y = 0;
      double xx = 0;
      double xy = 0;
      for (int i = 0; i < count; i++) {
        double slot = slots[i] - origin;
        double time = times[i] - times[count - 1] - slot * nominal;
        double weight = Math.pow(discount, -slot) * (times[i] < due(slots[i]) ? EARLY_WEIGHT : 1);
        sum += weight;
        x += weight * slot;
        y += weight * time;
        xx += weight * slot * slot;
        xy += weight * slot * time;
      }
      double slope = (xy - x * y / sum) / (xx - x * x / sum + NOMINAL_WEIGHT);
      period = Math.max(nominal * 0.9, Math.min(nominal * 1.2, nominal + slope));
      phase = times[count - 1] + (y - (period - nominal) * x) / sum;
    }
  }
}
