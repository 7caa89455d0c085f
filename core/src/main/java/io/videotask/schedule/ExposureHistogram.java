package io.videotask.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Occurrences and exposure by duration: for each bin of {@link LogBins}, the number of tasks that
 * ended in it and the seconds observed in it without an end. Their ratio is the hazard rate
 * (occurrence-exposure rate, the piecewise exponential model), which is unbiased for tasks that are
 * still running, were given up, or were first observed late. An end is only known to lie between
 * two polls; it is distributed over the bins between them in proportion to the probability that the
 * current model gives them. Memory is bounded, and old observations are discounted. Not
 * thread-safe.
 */
final class ExposureHistogram {
  /**
   * The factor that each further end discounts all counts by: an observation that is 250 ends old
   * has lost two thirds of its weight.
   */
  static final double DISCOUNT = 1 - 1 / 250.0;

  final double[] ends = new double[LogBins.BINS];
  final double[] seconds = new double[LogBins.BINS];
  private double endCount;

  /** Returns the discounted number of ends. */
  double endCount() {
    return endCount;
  }

  LearnedDurations.OfKind snapshot(String gateway, @Nullable String kind, double queueing) {
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int i = 0; i < LogBins.BINS; i++) {
      if (ends[i] > 0 || seconds[i] > 0) {
        bins.add(new LearnedDurations.Bin(i, ends[i], seconds[i]));
      }
    }
    return new LearnedDurations.OfKind(gateway, kind, endCount, queueing, bins);
  }

  /** Adds the counts of a snapshot. */
  void add(LearnedDurations.OfKind other) {
    endCount += other.ended();
    for (LearnedDurations.Bin bin : other.bins()) {
      ends[bin.number()] += bin.ends();
      seconds[bin.number()] += bin.seconds();
    }
  }

  /** Records a task that was running at both ages, seconds. */
  void addSurvival(double from, double to) {
    addExposure(from, to, 1);
  }

  /** Records a task that was running at the first age and had ended at the second, seconds. */
  void addEnd(double from, double to, HazardModel model) {
    for (int i = 0; i < LogBins.BINS; i++) {
      ends[i] *= DISCOUNT;
      seconds[i] *= DISCOUNT;
    }
    endCount = endCount * DISCOUNT + 1;
    double surviving = model.survival(from);
    double all = surviving - model.survival(to);
    double start = from;
    for (int bin = LogBins.bin(from); start < to; bin++) {
      double end = bin == LogBins.BINS - 1 ? to : Math.min(to, LogBins.edge(bin + 1));
      double remaining = model.survival(end);
      double share = all > 1e-12 ? (surviving - remaining) / all : (end - start) / (to - from);
      ends[bin] += share;
      addExposure(from, start, share);
      seconds[bin] += share * (end - start) / 2;
      surviving = remaining;
      start = end;
    }
    if (!(from < to)) {
      ends[LogBins.bin(to)] += 1;
    }
  }

  /**
   * Estimates the hazard model, smoothed over neighbouring bins.
   *
   * @param prior the model before any observation
   * @param priorWeight the weight of the prior, in ends
   */
  HazardModel estimate(HazardModel prior, double priorWeight) {
    int reach = endCount < 12 ? 7 : endCount < 60 ? 4 : endCount < 200 ? 3 : 2;
    double[] hazard = new double[LogBins.BINS];
    for (int i = 0; i < LogBins.BINS; i++) {
      double allEnds = 0;
      double allSeconds = 0;
      double weights = 0;
      for (int j = Math.max(0, i - reach); j <= Math.min(LogBins.BINS - 1, i + reach); j++) {
        double weight = reach + 1 - Math.abs(i - j);
        allEnds += weight * ends[j];
        allSeconds += weight * seconds[j];
        weights += weight;
      }
      hazard[i] =
          (allEnds / weights + priorWeight * prior.share(i))
              / (allSeconds / weights + priorWeight * prior.exposure(i));
    }
    return new HazardModel(hazard);
  }

  private void addExposure(double from, double to, double weight) {
    double start = from;
    for (int bin = LogBins.bin(from); start < to; bin++) {
      double end = bin == LogBins.BINS - 1 ? to : Math.min(to, LogBins.edge(bin + 1));
      seconds[bin] += weight * (end - start);
      start = end;
    }
  }
}
