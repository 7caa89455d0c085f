package io.videotask.schedule;

/** From an outlook and what a second of delay is worth to the gap between two queries. */
final class DensityEstimate {
  private DensityEstimate() {}

  /**
   * Requests go with the density, delay with its inverse: the density at which one more request
   * saves as much delay as it costs.
   *
   * @param age in the outlook's unit of time
   * @param worth how many requests that unit of delay is worth
   * @param wanted 1, give or take some jitter
   */
  static double gap(HazardModel outlook, double age, double worth, double wanted) {
    double density = Math.sqrt(worth * outlook.twiceTheDelay() / (2 * outlook.requests()));
    return outlook.gap(age, wanted / density);
  }

  /** What a second of delay has to be worth for the mean delay to be this long. */
  static double worthOf(double meanDelay, HazardModel outlook) {
    double density = outlook.twiceTheDelay() / (2 * meanDelay);
    return 2 * density * density * outlook.requests() / outlook.twiceTheDelay();
  }
}
