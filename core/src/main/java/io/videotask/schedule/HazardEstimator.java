package io.videotask.schedule;

import java.util.function.Supplier;

/**
 * Lifetimes together with what they make us expect, kept up to date: at each end while few are
 * known, and less often later, when one more changes little. As long as few are known it follows
 * what was expected without them, for that is most of what it says. Not thread-safe.
 */
final class HazardEstimator {
  private static final double FEW = 10;

  final ExposureHistogram lifetimes = new ExposureHistogram();
  private final Supplier<HazardModel> prior;
  private final double worth;
  private HazardModel expected;
  private HazardModel outlook;
  private int unread;

  /**
   * @param prior what is expected as long as nothing was seen
   * @param worth as how many ends that counts
   */
  HazardEstimator(Supplier<HazardModel> prior, double worth) {
    this.prior = prior;
    this.worth = worth;
    this.expected = prior.get();
    this.outlook = expected;
  }

  HazardModel outlook() {
    if (lifetimes.learnt() < FEW && prior.get() != expected) {
      refresh();
    }
    return outlook;
  }

  void learn(double from, double to, boolean ended) {
    if (!ended) {
      lifetimes.lasted(from, to);
      return;
    }
    lifetimes.ended(from, to, outlook());
    if (++unread > lifetimes.learnt() / 25) {
      refresh();
    }
  }

  void refresh() {
    unread = 0;
    expected = prior.get();
    outlook = lifetimes.outlook(expected, worth);
  }

  /** How well it foresaw what came: the logarithm of the chance that it gave to that. */
  double foresaw(double from, double to, boolean ended) {
    HazardModel now = outlook();
    double hazard = now.hazardUntil(to) - now.hazardUntil(from);
    return ended ? Math.log(Math.max(1e-6, -Math.expm1(-hazard))) : -Math.min(hazard, 14);
  }
}
