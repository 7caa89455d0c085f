package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OffsetEstimatorTest {
  private static OffsetEstimator saw(double cost, int times, double seconds) {
    OffsetEstimator lateness = new OffsetEstimator(cost);
    for (int i = 0; i < times; i++) {
      lateness.saw(seconds);
    }
    return lateness;
  }

  @Test
  void atFirstNineInTenAreThoughtToBeASecondLateAtMost() {
    // Ten seconds lost on a tenth of the looks are as much as the one that all would wait longer.
    assertEquals(1, new OffsetEstimator(9.9).best());
    assertEquals(2, new OffsetEstimator(10.1).best());
    assertEquals(0, new OffsetEstimator(0.1).best());
  }

  @Test
  void afterTenLooksOnlyLooksCount() {
    assertEquals(-0.5, saw(30, 10, -0.5).best());
    assertEquals(2, saw(30, 9, -0.5).best(), "one in ten is thought to be two seconds late");
  }

  @Test
  void whatIsRareAndLateIsNotWaitedForUnlessMissingItCostsMore() {
    OffsetEstimator cheap = saw(20, 19, 0);
    cheap.saw(3);
    assertEquals(0, cheap.best());

    OffsetEstimator dear = saw(80, 19, 0);
    dear.saw(3);
    assertEquals(3, dear.best());
  }

  @Test
  void theLastFortyLooksCount() {
    OffsetEstimator lateness = saw(1000, 1, 5);
    for (int i = 0; i < 39; i++) {
      lateness.saw(1);
    }
    assertEquals(5, lateness.best());

    lateness.saw(1);

    assertEquals(1, lateness.best());
  }
}
