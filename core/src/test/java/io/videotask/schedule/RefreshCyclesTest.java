package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RefreshCyclesTest {
  private static final double BEAT = 15;

  private final RefreshCycles passes = new RefreshCycles(BEAT);

  private void lookedOnEachBeat(int from, int to) {
    for (int beat = from; beat <= to; beat++) {
      passes.looked(100 + beat * BEAT);
    }
  }

  @Test
  void beforeTheFirstPassNothingIsKnown() {
    assertTrue(passes.isEmpty());
    assertTrue(Double.isNaN(passes.place(100)));

    passes.looked(100);

    assertFalse(passes.isEmpty());
    assertEquals(0.3, passes.foretold());
  }

  @Test
  void beatsAreCountedFromTheFirstPass() {
    lookedOnEachBeat(0, 3);

    assertEquals(15, passes.period(), 1e-9);
    assertEquals(100 + 7 * BEAT, passes.due(7), 1e-9);
    assertEquals(2, passes.beatOf(100 + 2 * BEAT + 7));
    assertEquals(3, passes.beatOf(100 + 2 * BEAT + 8));
    assertEquals(3, passes.beatAfter(100 + 2 * BEAT + 1));
    assertEquals(3, passes.beatAfter(100 + 3 * BEAT - 1));
    assertEquals(4, passes.beatAfter(100 + 3 * BEAT + 1));
    assertEquals(145, passes.lastMoment());
  }

  @Test
  void eachPassThatCameWhenDueEarnsAnEighthOfTheTrustThatIsMissing() {
    passes.looked(100);
    passes.looked(115);
    assertEquals(1 - 0.7 * 0.87, passes.foretold(), 1e-9);

    passes.looked(145);
    assertEquals(1 - 0.7 * 0.87 * 0.87, passes.foretold(), 1e-9);
  }

  @Test
  void aPassBeginsWithItsFirstLookInWhateverOrderLooksAreHeardOf() {
    passes.looked(100);
    passes.looked(101);
    assertEquals(100, passes.lastMoment());
    passes.looked(99);
    assertEquals(99, passes.lastMoment());
    assertEquals(0.3, passes.foretold(), "one pass foretells nothing");

    lookedOnEachBeat(2, 4);
    double trust = passes.foretold();
    passes.looked(161.5);
    passes.looked(159.5);
    assertEquals(159.5, passes.lastMoment());
    assertEquals(trust, passes.foretold());
  }

  @Test
  void aPassThatIsHeardOfLateTakesItsPlaceAmongTheOthers() {
    lookedOnEachBeat(0, 0);
    lookedOnEachBeat(3, 4);
    passes.looked(100 + BEAT + 1);
    passes.looked(100 + 2 * BEAT);

    assertEquals(2, passes.place(102), 1e-9);
    assertEquals(1, passes.place(117), 1e-9);
    assertEquals(3, passes.place(133), 1e-9);
    assertEquals(4, passes.place(149), 1e-9);
    assertEquals(5, passes.place(165), 1e-9);
    assertEquals(160, passes.lastMoment());
  }

  @Test
  void aPlaceIsUpToSixSecondsAfterTheFirstLook() {
    passes.looked(100);

    assertEquals(0, passes.place(100));
    assertEquals(6, passes.place(106));
    assertTrue(Double.isNaN(passes.place(106.1)));
    assertTrue(Double.isNaN(passes.place(99.9)));
    assertTrue(Double.isNaN(passes.place(115)), "a pass that nothing was heard of");
  }

  @Test
  void onlyTheLastThirtyTwoPassesAreRemembered() {
    lookedOnEachBeat(0, 19);
    lookedOnEachBeat(21, 32);
    assertEquals(1, passes.place(101), 1e-9);

    passes.looked(100 + 20 * BEAT + 0.5);
    passes.looked(100 + 33 * BEAT);

    assertTrue(Double.isNaN(passes.place(116)));
    assertEquals(1, passes.place(100 + 2 * BEAT + 1), 1e-9);
    assertEquals(1, passes.place(100 + 19 * BEAT + 1), 1e-9);
    assertEquals(0.5, passes.place(100 + 20 * BEAT + 1), 1e-9);
    assertEquals(1, passes.place(100 + 21 * BEAT + 1), 1e-9);
    assertEquals(1, passes.place(100 + 33 * BEAT + 1), 1e-9);
    passes.looked(115);
    assertTrue(Double.isNaN(passes.place(116)), "older than all that are remembered");
  }

  /** The last pass was late; what follows within six seconds is not on the next beat. */
  @Test
  void theTailOfALatePassIsNoPass() {
    lookedOnEachBeat(0, 30);
    double trust = passes.foretold();
    passes.looked(100 + 31 * BEAT + 2.4);
    double after = passes.foretold();
    assertTrue(after > trust);

    passes.looked(100 + 31 * BEAT + 7.8);

    assertEquals(after, passes.foretold());
    assertEquals(100 + 31 * BEAT + 2.4, passes.lastMoment());
  }

  @Test
  void onePassAtAnOddTimeIsLeftOutAndTheSecondBeginsAnew() {
    lookedOnEachBeat(0, 10);
    double trust = passes.foretold();

    passes.looked(100 + 12 * BEAT + 7);
    assertEquals(trust * 0.87, passes.foretold(), 1e-9);
    assertEquals(100 + 10 * BEAT, passes.lastMoment());
    assertTrue(Double.isNaN(passes.place(100 + 12 * BEAT + 7)));

    passes.looked(100 + 14 * BEAT + 7);
    assertEquals(100 + 14 * BEAT + 7, passes.lastMoment());
    assertTrue(Double.isNaN(passes.place(100)), "another beat, another count");
    long last = passes.beatOf(passes.lastMoment());
    assertEquals(100 + 15 * BEAT + 7, passes.due(last + 1), 1e-9);
  }

  @Test
  void twoOddOnesWithOneInTimeBetweenThemAreTwoOddOnes() {
    lookedOnEachBeat(0, 10);
    passes.looked(100 + 12 * BEAT + 7);
    passes.looked(100 + 13 * BEAT);
    passes.looked(100 + 15 * BEAT + 7);

    assertEquals(100 + 13 * BEAT, passes.lastMoment());
    assertEquals(0, passes.place(100));
  }

  /** Of a beat that is a little longer than what was told, the line follows most of the way. */
  @Test
  void theBeatThatIsHeardCountsForMoreThanTheOneThatWasTold() {
    for (int beat = 0; beat < 25; beat++) {
      passes.looked(100 + beat * 15.4);
    }

    assertEquals(15.4, passes.period(), 0.01);
    assertEquals(100 + 25 * 15.4, passes.due(25), 0.1);
  }
}
