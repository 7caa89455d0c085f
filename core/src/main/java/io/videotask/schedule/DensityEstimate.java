package io.videotask.schedule;

/**
 * Computes the interval to the next poll from the hazard model and the cost of one second of delay.
 */
final class DensityEstimate {
  private DensityEstimate() {}

  /**
   * Returns the interval to the next poll. The number of requests is proportional to the poll
   * density and the delay to its inverse; the density used is the one at which one more request
   * saves as much delay as it costs.
   *
   * @param age in the model's unit of time
   * @param delayCost the cost of one unit of delay, in requests
   * @param target the integral of the density over the interval: 1, with some jitter
   */
  static double gap(HazardModel model, double age, double delayCost, double target) {
    double density = Math.sqrt(delayCost * model.twiceMeanDelay() / (2 * model.requests()));
    return model.gap(age, target / density);
  }

  /**
   * Returns the cost of one unit of delay, in requests, at which the mean delay is the given one.
   */
  static double delayCostFor(double meanDelay, HazardModel model) {
    double density = model.twiceMeanDelay() / (2 * meanDelay);
    return 2 * density * density * model.requests() / model.twiceMeanDelay();
  }
}
