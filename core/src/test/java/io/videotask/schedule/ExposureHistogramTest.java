package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureHistogramTest {
  private final ExposureHistogram histogram = new ExposureHistogram();

  private static HazardModel memoryless(double rate) {
    double[] hazard = new double[LogBins.BINS];
    Arrays.fill(hazard, rate);
    return new HazardModel(hazard);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** Returns a snapshot with one end and the same exposure in each bin. */
  private static LearnedDurations.OfKind evenly(double ended, double secondsAnEnd) {
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < LogBins.BINS; bin++) {
      bins.add(new LearnedDurations.Bin(bin, 1, secondsAnEnd));
    }
    return new LearnedDurations.OfKind("g", null, ended, 0, bins);
  }

  @Test
  void survivalAddsExposureOnly() {
    histogram.addSurvival(0.5, 10);

    assertEquals(9.5, sum(histogram.seconds), 1e-12);
    assertEquals(0.5, histogram.seconds[0], 1e-12);
    assertEquals(LogBins.width(20), histogram.seconds[20], 1e-12);
    assertEquals(0, sum(histogram.ends));
    assertEquals(0, histogram.endCount());
  }

  @Test
  void distributesAnEndBetweenTwoPollsByTheModel() {
    HazardModel model = memoryless(0.01);

    histogram.addEnd(50, 80, model);

    int bin = LogBins.bin(60);
    double from = LogBins.edge(bin);
    double to = LogBins.edge(bin + 1);
    double all = Math.exp(-0.5) - Math.exp(-0.8);
    double share = (Math.exp(-0.01 * from) - Math.exp(-0.01 * to)) / all;
    assertEquals(share, histogram.ends[bin], 1e-9);
    assertEquals(1, sum(histogram.ends), 1e-9);
    // The mean exposure is a little less than half the time between the polls.
    assertEquals(15 - 0.75, sum(histogram.seconds), 0.05);
    assertEquals(1, histogram.endCount());
  }

  /** At this age the survival probability underflows. */
  @Test
  void distributesAnEndOfNegligibleProbabilityByTime() {
    histogram.addEnd(1000, 1400, memoryless(1));

    int bin = LogBins.bin(1200);
    assertEquals(LogBins.width(bin) / 400, histogram.ends[bin], 1e-9);
    assertEquals((LogBins.edge(LogBins.bin(1000) + 1) - 1000) / 400, first(), 1e-9);
    assertEquals(1, sum(histogram.ends), 1e-9);
    assertEquals(200, sum(histogram.seconds), 1e-6);
  }

  private double first() {
    return histogram.ends[LogBins.bin(1000)];
  }

  @Test
  void countsAnEndBetweenEqualAges() {
    histogram.addEnd(50, 50, memoryless(0.01));

    assertEquals(1, histogram.ends[LogBins.bin(50)]);
    assertEquals(0, sum(histogram.seconds));
  }

  @Test
  void countsDurationsBeyondTheBinsInTheLastBin() {
    double end = 1e7;

    histogram.addEnd(LogBins.edge(LogBins.BINS - 1) + 1, end, memoryless(1e-7));

    assertEquals(1, histogram.ends[LogBins.BINS - 1], 1e-9);
    assertTrue(histogram.seconds[LogBins.BINS - 1] < end / 2);
  }

  @Test
  void discountsAnEndByTwoThirdsAfter250Ends() {
    HazardModel model = memoryless(0.01);
    histogram.addEnd(50, 50, model);
    histogram.addSurvival(0, 1);
    for (int i = 0; i < 250; i++) {
      histogram.addEnd(500, 500, model);
    }

    double left = Math.pow(1 - 1 / 250.0, 250);
    assertEquals(left, histogram.ends[LogBins.bin(50)], 1e-9);
    assertEquals(left, histogram.seconds[0], 1e-9);
    assertEquals(250 * (1 - left * 249 / 250), histogram.endCount(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 30, 100, 300})
  void estimatesTheRateAsEndsOverExposure(double ended) {
    histogram.add(evenly(ended, 50));

    HazardModel model = histogram.estimate(memoryless(1e-4), 0);

    assertEquals(Math.exp(-1), model.survival(50), 1e-9);
    assertEquals(Math.exp(-20), model.survival(1000), 1e-12);
  }

  @Test
  void weightsThePriorAsEnds() {
    HazardModel prior = memoryless(0.001);

    assertEquals(Math.exp(-1), histogram.estimate(prior, 2).survival(1000), 1e-9);
    histogram.addEnd(100, 100, prior);
    double seen = histogram.estimate(prior, 1).survival(1000);
    double hardly = histogram.estimate(prior, 100).survival(1000);
    assertTrue(seen < hardly && hardly < Math.exp(-1), () -> seen + " and " + hardly);
  }

  /** The more ends are known, the narrower the smoothing. */
  @ParameterizedTest
  @ValueSource(doubles = {11, 59, 199, 201})
  void smoothsOverNeighbouringBins(double ended) {
    int bin = 120;
    int reach = ended < 12 ? 7 : ended < 60 ? 4 : ended < 200 ? 3 : 2;
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int i = 0; i < LogBins.BINS; i++) {
      bins.add(new LearnedDurations.Bin(i, i == bin ? 1 : 0, 1000));
    }
    histogram.add(new LearnedDurations.OfKind("g", null, ended, 0, bins));

    HazardModel model = histogram.estimate(memoryless(1e-3), 0);

    double own = (reach + 1.0) / ((reach + 1) * (reach + 1)) / 1000;
    assertEquals(own, rate(model, bin), 1e-12);
    assertEquals(own / (reach + 1), rate(model, bin - reach), 1e-12);
    assertEquals(own / (reach + 1), rate(model, bin + reach), 1e-12);
    assertEquals(1e-7, rate(model, bin + reach + 1), 1e-12);
    assertEquals(1e-7, rate(model, bin - reach - 1), 1e-12);
  }

  private static double rate(HazardModel model, int bin) {
    double from = LogBins.edge(bin);
    double to = (from + LogBins.edge(bin + 1)) / 2;
    return (model.hazardUntil(to) - model.hazardUntil(from)) / (to - from);
  }

  @Test
  void aSnapshotHoldsTheNonEmptyBins() {
    histogram.addEnd(50, 50, memoryless(0.01));
    histogram.addSurvival(10, 10.1);

    LearnedDurations.OfKind snapshot = histogram.snapshot("g", "k", 0.25);

    assertEquals(
        List.of(LogBins.bin(10), LogBins.bin(50)),
        snapshot.bins().stream().map(LearnedDurations.Bin::number).toList());
    assertEquals(1, snapshot.ended());
    assertEquals(0.25, snapshot.queueing());
    ExposureHistogram other = new ExposureHistogram();
    other.add(snapshot);
    other.add(snapshot);
    assertEquals(2, other.endCount());
    assertEquals(2, other.ends[LogBins.bin(50)]);
    assertEquals(0.2, sum(other.seconds), 1e-9);
  }
}
