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
  private final ExposureHistogram lifetimes = new ExposureHistogram();

  private static HazardModel memoryless(double rate) {
    double[] hazard = new double[LogBins.BINS];
    Arrays.fill(hazard, rate);
    return new HazardModel(hazard);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  /** Of a kind of which so many ended, in each bin one for so many seconds. */
  private static LearnedDurations.OfKind evenly(double ended, double secondsAnEnd) {
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < LogBins.BINS; bin++) {
      bins.add(new LearnedDurations.Bin(bin, 1, secondsAnEnd));
    }
    return new LearnedDurations.OfKind("g", null, ended, 0, bins);
  }

  @Test
  void whatLastsIsTimeWithoutAnEnd() {
    lifetimes.lasted(0.5, 10);

    assertEquals(9.5, sum(lifetimes.seconds), 1e-12);
    assertEquals(0.5, lifetimes.seconds[0], 1e-12);
    assertEquals(LogBins.width(20), lifetimes.seconds[20], 1e-12);
    assertEquals(0, sum(lifetimes.ends));
    assertEquals(0, lifetimes.learnt());
  }

  @Test
  void anEndBetweenTwoLooksIsSharedOutByWhatWasThoughtLikely() {
    HazardModel outlook = memoryless(0.01);

    lifetimes.ended(50, 80, outlook);

    int bin = LogBins.bin(60);
    double from = LogBins.edge(bin);
    double to = LogBins.edge(bin + 1);
    double all = Math.exp(-0.5) - Math.exp(-0.8);
    double share = (Math.exp(-0.01 * from) - Math.exp(-0.01 * to)) / all;
    assertEquals(share, lifetimes.ends[bin], 1e-9);
    assertEquals(1, sum(lifetimes.ends), 1e-9);
    // It lasted on average a little less than half the time between the looks.
    assertEquals(15 - 0.75, sum(lifetimes.seconds), 0.05);
    assertEquals(1, lifetimes.learnt());
  }

  /** So old that the chance of living on is too small a number. */
  @Test
  void anEndThatIsBeyondAllThoughtIsSharedOutByTime() {
    lifetimes.ended(1000, 1400, memoryless(1));

    int bin = LogBins.bin(1200);
    assertEquals(LogBins.width(bin) / 400, lifetimes.ends[bin], 1e-9);
    assertEquals((LogBins.edge(LogBins.bin(1000) + 1) - 1000) / 400, first(), 1e-9);
    assertEquals(1, sum(lifetimes.ends), 1e-9);
    assertEquals(200, sum(lifetimes.seconds), 1e-6);
  }

  private double first() {
    return lifetimes.ends[LogBins.bin(1000)];
  }

  @Test
  void anEndAtTheMomentOfALookIsAnEnd() {
    lifetimes.ended(50, 50, memoryless(0.01));

    assertEquals(1, lifetimes.ends[LogBins.bin(50)]);
    assertEquals(0, sum(lifetimes.seconds));
  }

  @Test
  void whatIsLongerThanTheGridEndsInItsLastBin() {
    double end = 1e7;

    lifetimes.ended(LogBins.edge(LogBins.BINS - 1) + 1, end, memoryless(1e-7));

    assertEquals(1, lifetimes.ends[LogBins.BINS - 1], 1e-9);
    assertTrue(lifetimes.seconds[LogBins.BINS - 1] < end / 2);
  }

  @Test
  void anEndLosesTwoThirdsWithTwoHundredAndFiftyMore() {
    HazardModel outlook = memoryless(0.01);
    lifetimes.ended(50, 50, outlook);
    lifetimes.lasted(0, 1);
    for (int i = 0; i < 250; i++) {
      lifetimes.ended(500, 500, outlook);
    }

    double left = Math.pow(1 - 1 / 250.0, 250);
    assertEquals(left, lifetimes.ends[LogBins.bin(50)], 1e-9);
    assertEquals(left, lifetimes.seconds[0], 1e-9);
    assertEquals(250 * (1 - left * 249 / 250), lifetimes.learnt(), 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 30, 100, 300})
  void theRateIsEndsOverTime(double ended) {
    lifetimes.add(evenly(ended, 50));

    HazardModel outlook = lifetimes.outlook(memoryless(1e-4), 0);

    assertEquals(Math.exp(-1), outlook.survival(50), 1e-9);
    assertEquals(Math.exp(-20), outlook.survival(1000), 1e-12);
  }

  @Test
  void aPriorCountsAsSoManyEnds() {
    HazardModel prior = memoryless(0.001);

    assertEquals(Math.exp(-1), lifetimes.outlook(prior, 2).survival(1000), 1e-9);
    lifetimes.ended(100, 100, prior);
    double seen = lifetimes.outlook(prior, 1).survival(1000);
    double hardly = lifetimes.outlook(prior, 100).survival(1000);
    assertTrue(seen < hardly && hardly < Math.exp(-1), () -> seen + " and " + hardly);
  }

  /** The more is known, the less the neighbours say. */
  @ParameterizedTest
  @ValueSource(doubles = {11, 59, 199, 201})
  void oneEndSpeaksForItsNeighboursToo(double ended) {
    int bin = 120;
    int reach = ended < 12 ? 7 : ended < 60 ? 4 : ended < 200 ? 3 : 2;
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    for (int i = 0; i < LogBins.BINS; i++) {
      bins.add(new LearnedDurations.Bin(i, i == bin ? 1 : 0, 1000));
    }
    lifetimes.add(new LearnedDurations.OfKind("g", null, ended, 0, bins));

    HazardModel outlook = lifetimes.outlook(memoryless(1e-3), 0);

    double own = (reach + 1.0) / ((reach + 1) * (reach + 1)) / 1000;
    assertEquals(own, rate(outlook, bin), 1e-12);
    assertEquals(own / (reach + 1), rate(outlook, bin - reach), 1e-12);
    assertEquals(own / (reach + 1), rate(outlook, bin + reach), 1e-12);
    assertEquals(1e-7, rate(outlook, bin + reach + 1), 1e-12);
    assertEquals(1e-7, rate(outlook, bin - reach - 1), 1e-12);
  }

  private static double rate(HazardModel outlook, int bin) {
    double from = LogBins.edge(bin);
    double to = (from + LogBins.edge(bin + 1)) / 2;
    return (outlook.hazardUntil(to) - outlook.hazardUntil(from)) / (to - from);
  }

  @Test
  void whatWasLearntNamesTheBinsInWhichAnythingWasSeen() {
    lifetimes.ended(50, 50, memoryless(0.01));
    lifetimes.lasted(10, 10.1);

    LearnedDurations.OfKind learnt = lifetimes.learnt("g", "k", 0.25);

    assertEquals(
        List.of(LogBins.bin(10), LogBins.bin(50)),
        learnt.bins().stream().map(LearnedDurations.Bin::number).toList());
    assertEquals(1, learnt.ended());
    assertEquals(0.25, learnt.queueing());
    ExposureHistogram other = new ExposureHistogram();
    other.add(learnt);
    other.add(learnt);
    assertEquals(2, other.learnt());
    assertEquals(2, other.ends[LogBins.bin(50)]);
    assertEquals(0.2, sum(other.seconds), 1e-9);
  }
}
