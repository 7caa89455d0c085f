package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LatenessTest {
  private static Lateness saw(double cost, int times, double seconds) {
    Lateness lateness = new Lateness(cost);
    for (int i = 0; i < times; i++) {
      lateness.saw(seconds);
    }
    return lateness;
  }

  @Test
  void atFirstNineInTenAreThoughtToBeASecondLateAtMost() {
    // Ten seconds lost on a tenth of the looks are as much as the one that all would wait longer.
    assertEquals(1, new Lateness(9.9).best());
    assertEquals(2, new Lateness(10.1).best());
    assertEquals(0, new Lateness(0.1).best());
  }

  @Test
  void afterTenLooksOnlyLooksCount() {
    assertEquals(-0.5, saw(30, 10, -0.5).best());
    assertEquals(2, saw(30, 9, -0.5).best(), "one in ten is thought to be two seconds late");
  }

  @Test
  void whatIsRareAndLateIsNotWaitedForUnlessMissingItCostsMore() {
    Lateness cheap = saw(20, 19, 0);
    cheap.saw(3);
    assertEquals(0, cheap.best());

    Lateness dear = saw(80, 19, 0);
    dear.saw(3);
    assertEquals(3, dear.best());
  }

  @Test
  void theLastFortyLooksCount() {
    Lateness lateness = saw(1000, 1, 5);
    for (int i = 0; i < 39; i++) {
      lateness.saw(1);
    }
    assertEquals(5, lateness.best());

    lateness.saw(1);

    assertEquals(1, lateness.best());
  }
}
