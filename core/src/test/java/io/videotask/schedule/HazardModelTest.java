package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HazardModelTest {
  private static final double RATE = 0.01;

  /** What ends by chance, at any age alike. */
  private static HazardModel memoryless() {
    double[] hazard = new double[LogBins.BINS];
    Arrays.fill(hazard, RATE);
    return new HazardModel(hazard);
  }

  @Test
  void whatEndsByChanceIsAskedForEvenly() {
    HazardModel outlook = memoryless();
    double density = Math.pow(RATE, HazardModel.POWER);

    for (double age : new double[] {0, 0.3, 1, 77, 1000}) {
      assertEquals(2.5 / density, outlook.gap(age, 2.5), 1e-9 * age + 1e-9, "age " + age);
    }
    assertEquals(density / RATE, outlook.requests(), 1e-9);
    assertEquals(1 / density, outlook.twiceTheDelay(), 1e-9);
  }

  @Test
  void whatEndsByChanceSurvivesExponentially() {
    HazardModel outlook = memoryless();

    assertEquals(1, outlook.survival(0));
    assertEquals(Math.exp(-0.005), outlook.survival(0.5), 1e-12);
    assertEquals(Math.exp(-1), outlook.survival(100), 1e-12);
    assertEquals(5000, outlook.hazardUntil(500_000), 1e-6, "beyond the grid");
  }

  @Test
  void theMeanDelayOfWhatEndsByChanceIsKnown() {
    double gap = 70;
    double gone = -Math.expm1(-RATE * gap);
    double endedAfter = 1 / RATE - gap * (1 - gone) / gone;

    assertEquals(gap - endedAfter, memoryless().meanDelay(200, 200 + gap), 0.05);
  }

  @Test
  void whereNobodyIsThoughtToBeLeftTheMeanDelayIsHalfTheGap() {
    assertEquals(15, memoryless().meanDelay(5000, 5030));
  }

  @Test
  void aLogNormalKeepsItsMedianItsMeanAndItsMass() {
    HazardModel outlook = HazardModel.of(new LogNormal(120, 0.5));
    double mass = 0;
    double mean = 0;
    for (int bin = 0; bin < LogBins.BINS; bin++) {
      mass += outlook.share(bin);
      mean += outlook.exposure(bin);
    }

    assertEquals(1, mass, 1e-9);
    assertEquals(0.5, outlook.survival(120), 0.002);
    assertEquals(0.158655, outlook.survival(120 * Math.exp(0.5)), 0.002);
    assertEquals(120 * Math.exp(0.125), mean, 0.3);
  }

  @Test
  void whatIsWorthFourTimesAsMuchIsAskedForTwiceAsOften() {
    HazardModel outlook = memoryless();
    double gap = DensityEstimate.gap(outlook, 0, 2, 1);

    // One request more a second of delay saved: sqrt(2 / worth / rate) for what ends by chance.
    assertEquals(Math.sqrt(2 / 2.0 / RATE), gap, 1e-9);
    assertEquals(gap / 2, DensityEstimate.gap(outlook, 0, 8, 1), 1e-9);
    assertEquals(0.9 * gap, DensityEstimate.gap(outlook, 0, 2, 0.9), 1e-9);
  }

  @Test
  void theWorthOfAWantedDelayGivesGapsOfTwiceThatDelay() {
    HazardModel outlook = memoryless();

    assertEquals(16, DensityEstimate.gap(outlook, 0, DensityEstimate.worthOf(8, outlook), 1), 1e-9);
  }
}
