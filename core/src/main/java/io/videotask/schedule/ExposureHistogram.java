package io.videotask.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of how long something lasts: for each bin of {@link LogBins} how many ended in it,
 * and how many seconds were spent in it without an end. The two together give the hazard rate,
 * whatever is still running, was given up, or was first seen late: nothing of it biases the
 * estimate (occurrence over exposure, the piecewise exponential model). An end is only known to lie
 * between two looks; it is shared out among the bins between them by what was thought likely until
 * then. Bounded in memory, and forgets. Not thread-safe.
 */
final class ExposureHistogram {
  /** The share of each count that one more end leaves: what is 250 ends old has lost two thirds. */
  private static final double MEMORY = 1 - 1 / 250.0;

  final double[] ends = new double[LogBins.BINS];
  final double[] seconds = new double[LogBins.BINS];
  private double learnt;

  /** How many ends it knows of, the forgotten ones left out. */
  double learnt() {
    return learnt;
  }

  LearnedDurations.OfKind learnt(String gateway, @Nullable String kind, double queueing) {
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int i = 0; i < LogBins.BINS; i++) {
      if (ends[i] > 0 || seconds[i] > 0) {
        bins.add(new LearnedDurations.Bin(i, ends[i], seconds[i]));
      }
    }
    return new LearnedDurations.OfKind(gateway, kind, learnt, queueing, bins);
  }

  /** Adds what was seen elsewhere. */
  void add(LearnedDurations.OfKind other) {
    learnt += other.ended();
    for (LearnedDurations.Bin bin : other.bins()) {
      ends[bin.number()] += bin.ends();
      seconds[bin.number()] += bin.seconds();
    }
  }

  /** Was seen alive at one age, and again at a later one. */
  void lasted(double from, double to) {
    spend(from, to, 1);
  }

  /** Was seen alive at one age, and ended before a later one. */
  void ended(double from, double to, HazardModel outlook) {
    for (int i = 0; i < LogBins.BINS; i++) {
      ends[i] *= MEMORY;
      seconds[i] *= MEMORY;
    }
    learnt = learnt * MEMORY + 1;
    double alive = outlook.survival(from);
    double all = alive - outlook.survival(to);
    double begin = from;
    for (int bin = LogBins.bin(from); begin < to; bin++) {
      double end = bin == LogBins.BINS - 1 ? to : Math.min(to, LogBins.edge(bin + 1));
      double left = outlook.survival(end);
      double share = all > 1e-12 ? (alive - left) / all : (end - begin) / (to - from);
      ends[bin] += share;
      spend(from, begin, share);
      seconds[bin] += share * (end - begin) / 2;
      alive = left;
      begin = end;
    }
    if (!(from < to)) {
      ends[LogBins.bin(to)] += 1;
    }
  }

  /**
   * What is to be expected.
   *
   * @param prior what was expected before anything was seen
   * @param worth as how many ends the prior counts
   */
  HazardModel outlook(HazardModel prior, double worth) {
    int reach = learnt < 12 ? 7 : learnt < 60 ? 4 : learnt < 200 ? 3 : 2;
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
          (allEnds / weights + worth * prior.share(i))
              / (allSeconds / weights + worth * prior.exposure(i));
    }
    return new HazardModel(hazard);
  }

  private void spend(double from, double to, double weight) {
    double begin = from;
    for (int bin = LogBins.bin(from); begin < to; bin++) {
      double end = bin == LogBins.BINS - 1 ? to : Math.min(to, LogBins.edge(bin + 1));
      seconds[bin] += weight * (end - begin);
      begin = end;
    }
  }
}
