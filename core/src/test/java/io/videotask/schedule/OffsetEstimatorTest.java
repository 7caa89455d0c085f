package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OffsetEstimatorTest {
  private static OffsetEstimator after(double cost, int times, double seconds) {
    OffsetEstimator estimator = new OffsetEstimator(cost);
    for (int i = 0; i < times; i++) {
      estimator.add(seconds);
    }
    return estimator;
  }

  @Test
  void startsFromThePrior() {
    // At a cost of ten seconds, one early poll in ten costs as much as one second for all.
    assertEquals(1, new OffsetEstimator(9.9).best());
    assertEquals(2, new OffsetEstimator(10.1).best());
    assertEquals(0, new OffsetEstimator(0.1).best());
  }

  @Test
  void tenObservationsReplaceThePrior() {
    assertEquals(-0.5, after(30, 10, -0.5).best());
    assertEquals(2, after(30, 9, -0.5).best(), "one prior offset of two seconds is left");
  }

  @Test
  void waitsForRareLateRefreshesOnlyWhereMissingThemCostsMore() {
    OffsetEstimator cheap = after(20, 19, 0);
    cheap.add(3);
    assertEquals(0, cheap.best());

    OffsetEstimator expensive = after(80, 19, 0);
    expensive.add(3);
    assertEquals(3, expensive.best());
  }

  @Test
  void remembersFortyObservations() {
    OffsetEstimator estimator = after(1000, 1, 5);
    for (int i = 0; i < 39; i++) {
      estimator.add(1);
    }
    assertEquals(5, estimator.best());

    estimator.add(1);

    assertEquals(1, estimator.best());
  }
}
