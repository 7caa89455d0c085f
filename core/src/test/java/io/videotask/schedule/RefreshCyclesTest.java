package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RefreshCyclesTest {
  private static final double PERIOD = 15;

  private final RefreshCycles cycles = new RefreshCycles(PERIOD);

  private void addCycles(int from, int to) {
    for (int slot = from; slot <= to; slot++) {
      cycles.add(100 + slot * PERIOD);
    }
  }

  @Test
  void isEmptyBeforeTheFirstCycle() {
    assertTrue(cycles.isEmpty());
    assertTrue(Double.isNaN(cycles.offsetInCycle(100)));

    cycles.add(100);

    assertFalse(cycles.isEmpty());
    assertEquals(0.3, cycles.hitRate());
  }

  @Test
  void numbersSlotsFromTheFirstCycle() {
    addCycles(0, 3);

    assertEquals(15, cycles.period(), 1e-9);
    assertEquals(100 + 7 * PERIOD, cycles.due(7), 1e-9);
    assertEquals(2, cycles.slotOf(100 + 2 * PERIOD + 7));
    assertEquals(3, cycles.slotOf(100 + 2 * PERIOD + 8));
    assertEquals(3, cycles.slotAfter(100 + 2 * PERIOD + 1));
    assertEquals(3, cycles.slotAfter(100 + 3 * PERIOD - 1));
    assertEquals(4, cycles.slotAfter(100 + 3 * PERIOD + 1));
    assertEquals(145, cycles.lastStart());
  }

  @Test
  void smoothsTheHitRate() {
    cycles.add(100);
    cycles.add(115);
    assertEquals(1 - 0.7 * 0.87, cycles.hitRate(), 1e-9);

    cycles.add(145);
    assertEquals(1 - 0.7 * 0.87 * 0.87, cycles.hitRate(), 1e-9);
  }

  @Test
  void aCycleStartsWithItsEarliestRefreshInAnyOrder() {
    cycles.add(100);
    cycles.add(101);
    assertEquals(100, cycles.lastStart());
    cycles.add(99);
    assertEquals(99, cycles.lastStart());
    assertEquals(0.3, cycles.hitRate(), "one cycle is no prediction");

    addCycles(2, 4);
    double hitRate = cycles.hitRate();
    cycles.add(161.5);
    cycles.add(159.5);
    assertEquals(159.5, cycles.lastStart());
    assertEquals(hitRate, cycles.hitRate());
  }

  @Test
  void insertsACycleThatIsReportedLate() {
    addCycles(0, 0);
    addCycles(3, 4);
    cycles.add(100 + PERIOD + 1);
    cycles.add(100 + 2 * PERIOD);

    assertEquals(2, cycles.offsetInCycle(102), 1e-9);
    assertEquals(1, cycles.offsetInCycle(117), 1e-9);
    assertEquals(3, cycles.offsetInCycle(133), 1e-9);
    assertEquals(4, cycles.offsetInCycle(149), 1e-9);
    assertEquals(5, cycles.offsetInCycle(165), 1e-9);
    assertEquals(160, cycles.lastStart());
  }

  @Test
  void anOffsetIsUpToSixSeconds() {
    cycles.add(100);

    assertEquals(0, cycles.offsetInCycle(100));
    assertEquals(6, cycles.offsetInCycle(106));
    assertTrue(Double.isNaN(cycles.offsetInCycle(106.1)));
    assertTrue(Double.isNaN(cycles.offsetInCycle(99.9)));
    assertTrue(Double.isNaN(cycles.offsetInCycle(115)), "a cycle that was not observed");
  }

  @Test
  void remembersThirtyTwoCycles() {
    addCycles(0, 19);
    addCycles(21, 32);
    assertEquals(1, cycles.offsetInCycle(101), 1e-9);

    cycles.add(100 + 20 * PERIOD + 0.5);
    cycles.add(100 + 33 * PERIOD);

    assertTrue(Double.isNaN(cycles.offsetInCycle(116)));
    assertEquals(1, cycles.offsetInCycle(100 + 2 * PERIOD + 1), 1e-9);
    assertEquals(1, cycles.offsetInCycle(100 + 19 * PERIOD + 1), 1e-9);
    assertEquals(0.5, cycles.offsetInCycle(100 + 20 * PERIOD + 1), 1e-9);
    assertEquals(1, cycles.offsetInCycle(100 + 21 * PERIOD + 1), 1e-9);
    assertEquals(1, cycles.offsetInCycle(100 + 33 * PERIOD + 1), 1e-9);
    cycles.add(115);
    assertTrue(Double.isNaN(cycles.offsetInCycle(116)), "older than all that are remembered");
  }

  /** The last cycle was late; a refresh within six seconds of it belongs to no new cycle. */
  @Test
  void ignoresTheTailOfALateCycle() {
    addCycles(0, 30);
    double hitRate = cycles.hitRate();
    cycles.add(100 + 31 * PERIOD + 2.4);
    double after = cycles.hitRate();
    assertTrue(after > hitRate);

    cycles.add(100 + 31 * PERIOD + 7.8);

    assertEquals(after, cycles.hitRate());
    assertEquals(100 + 31 * PERIOD + 2.4, cycles.lastStart());
  }

  @Test
  void ignoresOneOutlierAndRestartsAfterTwo() {
    addCycles(0, 10);
    double hitRate = cycles.hitRate();

    cycles.add(100 + 12 * PERIOD + 7);
    assertEquals(hitRate * 0.87, cycles.hitRate(), 1e-9);
    assertEquals(100 + 10 * PERIOD, cycles.lastStart());
    assertTrue(Double.isNaN(cycles.offsetInCycle(100 + 12 * PERIOD + 7)));

    cycles.add(100 + 14 * PERIOD + 7);
    assertEquals(100 + 14 * PERIOD + 7, cycles.lastStart());
    assertTrue(Double.isNaN(cycles.offsetInCycle(100)), "slots are numbered anew");
    long last = cycles.slotOf(cycles.lastStart());
    assertEquals(100 + 15 * PERIOD + 7, cycles.due(last + 1), 1e-9);
  }

  @Test
  void toleratesTwoOutliersWithAPredictedCycleBetweenThem() {
    addCycles(0, 10);
    cycles.add(100 + 12 * PERIOD + 7);
    cycles.add(100 + 13 * PERIOD);
    cycles.add(100 + 15 * PERIOD + 7);

    assertEquals(100 + 13 * PERIOD, cycles.lastStart());
    assertEquals(0, cycles.offsetInCycle(100));
  }

  /** The fit follows most of the way to a period that is a little longer than the nominal one. */
  @Test
  void theObservedPeriodOutweighsTheNominalOne() {
    for (int slot = 0; slot < 25; slot++) {
      cycles.add(100 + slot * 15.4);
    }

    assertEquals(15.4, cycles.period(), 0.01);
    assertEquals(100 + 25 * 15.4, cycles.due(25), 0.1);
  }
}
