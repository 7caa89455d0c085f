package io.videotask.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One ratio per round, reported as median and interquartile range. */
final class Ratios {
  private static final double TOO_WIDE = 0.3;

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  double median() {
    return quantile(0.5);
  }

  private double quantile(double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }

  /** Formats median and quartiles, with a mark if the range is too wide for a conclusion. */
  @Override
  public String toString() {
    boolean wide = quantile(0.75) - quantile(0.25) > TOO_WIDE * median();
    return String.format(
        Locale.ROOT,
        "%5.2f (%.2f-%.2f)%s",
        median(),
        quantile(0.25),
        quantile(0.75),
        wide ? "?" : " ");
  }
}
