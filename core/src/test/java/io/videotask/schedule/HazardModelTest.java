package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HazardModelTest {
  private static final double RATE = 0.01;

  /** Returns an exponential distribution: a constant hazard rate. */
  private static HazardModel memoryless() {
    double[] hazard = new double[LogBins.BINS];
    Arrays.fill(hazard, RATE);
    return new HazardModel(hazard);
  }

  @Test
  void pollsAConstantHazardAtEvenIntervals() {
    HazardModel model = memoryless();
    double density = Math.pow(RATE, HazardModel.POWER);

    for (double age : new double[] {0, 0.3, 1, 77, 1000}) {
      assertEquals(2.5 / density, model.gap(age, 2.5), 1e-9 * age + 1e-9, "age " + age);
    }
    assertEquals(density / RATE, model.requests(), 1e-9);
    assertEquals(1 / density, model.twiceMeanDelay(), 1e-9);
  }

  @Test
  void aConstantHazardGivesAnExponentialSurvival() {
    HazardModel model = memoryless();

    assertEquals(1, model.survival(0));
    assertEquals(Math.exp(-0.005), model.survival(0.5), 1e-12);
    assertEquals(Math.exp(-1), model.survival(100), 1e-12);
    assertEquals(5000, model.hazardUntil(500_000), 1e-6, "beyond the grid");
  }

  @Test
  void computesTheMeanDelayOfAConstantHazard() {
    double gap = 70;
    double ended = -Math.expm1(-RATE * gap);
    double endedAfter = 1 / RATE - gap * (1 - ended) / ended;

    assertEquals(gap - endedAfter, memoryless().meanDelay(200, 200 + gap), 0.05);
  }

  @Test
  void assumesHalfTheIntervalWhereSurvivalIsNegligible() {
    assertEquals(15, memoryless().meanDelay(5000, 5030));
  }

  @Test
  void approximatesALogNormal() {
    HazardModel model = HazardModel.of(new LogNormal(120, 0.5));
    double mass = 0;
    double mean = 0;
    for (int bin = 0; bin < LogBins.BINS; bin++) {
      mass += model.share(bin);
      mean += model.exposure(bin);
    }

    assertEquals(1, mass, 1e-9);
    assertEquals(0.5, model.survival(120), 0.002);
    assertEquals(0.158655, model.survival(120 * Math.exp(0.5)), 0.002);
    assertEquals(120 * Math.exp(0.125), mean, 0.3);
  }

  @Test
  void halvesTheIntervalAtFourTimesTheDelayCost() {
    HazardModel model = memoryless();
    double gap = DensityEstimate.gap(model, 0, 2, 1);

    // The optimum at a constant hazard rate: sqrt(2 / delayCost / rate).
    assertEquals(Math.sqrt(2 / 2.0 / RATE), gap, 1e-9);
    assertEquals(gap / 2, DensityEstimate.gap(model, 0, 8, 1), 1e-9);
    assertEquals(0.9 * gap, DensityEstimate.gap(model, 0, 2, 0.9), 1e-9);
  }

  @Test
  void aWantedMeanDelayGivesIntervalsOfTwiceThatDelay() {
    HazardModel model = memoryless();

    assertEquals(
        16, DensityEstimate.gap(model, 0, DensityEstimate.delayCostFor(8, model), 1), 1e-9);
  }
}
