package io.videotask.schedule;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ExposureHistogram} with the hazard model estimated from it. The model is estimated anew
 * after each end while few are known, and less often later, when one more end changes little. While
 * few ends are known it also follows changes of the prior, which then dominates the estimate. Not
 * thread-safe.
 */
final class HazardEstimator {
  private static final double FEW = 10;

  private ExposureHistogram histogram = new ExposureHistogram();

  /** What was learned since it was last taken; null if that is not kept apart. */
  private @Nullable ExposureHistogram recent;

  private final Supplier<HazardModel> prior;
  private final double priorWeight;
  private HazardModel usedPrior;
  private HazardModel model;
  private int endsSinceRefresh;

  /**
   * @param prior supplies the model used before any observation
   * @param priorWeight the weight of the prior, in ends
   */
  HazardEstimator(Supplier<HazardModel> prior, double priorWeight) {
    this.prior = prior;
    this.priorWeight = priorWeight;
    this.usedPrior = prior.get();
    this.model = usedPrior;
  }

  HazardModel model() {
    if (histogram.endCount() < FEW && prior.get() != usedPrior) {
      refresh();
    }
    return model;
  }

  ExposureHistogram histogram() {
    return histogram;
  }

  /** Returns what was learned since {@link #beginRecent}, or at all. */
  ExposureHistogram recent() {
    ExposureHistogram known = recent;
    if (known == null) {
      known = new ExposureHistogram();
      known.add(histogram.snapshot("", null, 0));
      recent = known;
    }
    return known;
  }

  void beginRecent() {
    recent = new ExposureHistogram();
  }

  /** Replaces what is known by these statistics and what was learned recently. */
  void replaceWith(LearnedDurations.OfKind all) {
    LearnedDurations.OfKind since = recent().snapshot("", null, 0);
    histogram = new ExposureHistogram();
    histogram.add(all.followedBy(since));
    refresh();
  }

  void learn(double from, double to, boolean ended) {
    if (!ended) {
      histogram.addSurvival(from, to);
      if (recent != null) {
        recent.addSurvival(from, to);
      }
      return;
    }
    HazardModel current = model();
    histogram.addEnd(from, to, current);
    if (recent != null) {
      recent.addEnd(from, to, current);
    }
    if (++endsSinceRefresh > histogram.endCount() / 25) {
      refresh();
    }
  }

  void refresh() {
    endsSinceRefresh = 0;
    usedPrior = prior.get();
    model = histogram.estimate(usedPrior, priorWeight);
  }

  /** Returns the log-likelihood of an observation under the current model, bounded below. */
  double logLikelihood(double from, double to, boolean ended) {
    HazardModel current = model();
    double hazard = current.hazardUntil(to) - current.hazardUntil(from);
    return ended ? Math.log(Math.max(1e-6, -Math.expm1(-hazard))) : -Math.min(hazard, 14);
  }
}
