package io.videotask.poll;

import java.util.function.Supplier;

/**
 * Lifetimes together with what they make us expect, kept up to date: at each end while few are
 * known, and less often later, when one more changes little. Not thread-safe.
 */
final class TrackedOutlook {
  final Lifetimes lifetimes = new Lifetimes();
  private final Supplier<Outlook> prior;
  private final double worth;
  private Outlook outlook;
  private int unread;

  /**
   * @param prior what is expected as long as nothing was seen
   * @param worth as how many ends that counts
   */
  TrackedOutlook(Supplier<Outlook> prior, double worth) {
    this.prior = prior;
    this.worth = worth;
    this.outlook = prior.get();
  }

  Outlook outlook() {
    return outlook;
  }

  void learn(double from, double to, boolean ended) {
    if (!ended) {
      lifetimes.lasted(from, to);
      return;
    }
    lifetimes.ended(from, to, outlook);
    if (++unread > lifetimes.learnt() / 25) {
      refresh();
    }
  }

  void refresh() {
    unread = 0;
    outlook = lifetimes.outlook(prior.get(), worth);
  }

  /** How well it foresaw what came: the logarithm of the chance that it gave to that. */
  double foresaw(double from, double to, boolean ended) {
    double hazard = outlook.hazardUntil(to) - outlook.hazardUntil(from);
    return ended ? Math.log(Math.max(1e-6, -Math.expm1(-hazard))) : -Math.min(hazard, 14);
  }
}
