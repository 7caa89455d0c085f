package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefreshPredictorTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final HistoryKey KIND = new HistoryKey("a", null, Duration.ofSeconds(15));

  private final RefreshPredictor predictor =
      new RefreshPredictor(Duration.ofSeconds(15), new RefreshTimes());

  private static Instant at(double seconds) {
    return BEGIN.plusNanos((long) (seconds * 1e9));
  }

  private static Instant truncated(double seconds) {
    return at(Math.floor(seconds));
  }

  /** Learns from the first answer of a new task, which reports a refresh. */
  private void learn(double refresh, double polled, double clockOffset) {
    TimingHints hints =
        new TimingHints(
            null,
            false,
            null,
            null,
            null,
            List.of(truncated(refresh + clockOffset)),
            truncated(polled + clockOffset));
    TaskTimeline before = TaskTimeline.unseen(KIND);
    TaskTimeline after = before.after(hints, 0);
    predictor.learn(new PollSample(before, after, true, false, hints, at(polled), false));
  }

  /** Returns the time of a poll that the schedule chose after an interval, aligned. */
  private double aligned(double now, double gap) {
    return now + predictor.align(gap, null, at(now), 0.5);
  }

  @Test
  void pollsJustAfterTheNextRefresh() {
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      learn(refresh, refresh + 1 + (refresh % 7), 0);
    }

    assertTrue(predictor.isTrusted());
    double polled = aligned(310, 13);
    assertTrue(polled > 319.6 && polled < 321.5, () -> "polled at " + polled);
  }

  @Test
  void findsASlightlyLongerPeriod() {
    double refresh = 4.6;
    for (int i = 0; i < 30; i++, refresh += 15.7) {
      learn(refresh, refresh + 1 + i % 7, 0);
    }

    double next = refresh + 15.7;
    double polled = aligned(refresh + 5, 10);
    assertTrue(polled > next && polled < next + 2, () -> polled + " for " + next);
  }

  @Test
  void followsADriftingPeriod() {
    double refresh = 4.6;
    for (int i = 0; i < 80; i++, refresh += 15 + 0.8 * Math.sin(i / 15.0)) {
      learn(refresh, refresh + 1 + i % 7, 0);
    }

    double last = refresh;
    double polled = aligned(last - 8, 8);
    assertTrue(Math.abs(polled - last - 1) < 1.5, () -> polled + " for " + last);
  }

  @Test
  void correctsTheOffsetOfTheGatewaysClock() {
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      learn(refresh, refresh + 1 + (refresh % 7), 5000);
    }

    double polled = aligned(310, 13);
    assertTrue(polled > 319.6 && polled < 321.7, () -> "polled at " + polled);
  }

  @Test
  void doesNotPollBetweenRefreshesInEverySecondSlot() {
    for (double refresh = 4.6; refresh < 600; refresh += 30) {
      learn(refresh, refresh + 1 + (refresh % 7), 0);
    }

    // The last refresh was at 574.6; none comes in the slot of 589.6.
    double polled = aligned(577, 12);
    assertTrue(polled > 604.6 && polled < 606.5, () -> "polled at " + polled);
  }

  @Test
  void keepsTheIntervalWithoutAPattern() {
    Random random = new Random(1);
    for (double refresh = 4.6; refresh < 2000; refresh += 8 + 30 * random.nextDouble()) {
      learn(refresh, refresh + 1, 0);
    }

    assertFalse(predictor.isTrusted());
    assertEquals(2013, aligned(2000, 13), 1e-6);
  }

  @Test
  void losesTrustWhenThePeriodIsLost() {
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      learn(refresh, refresh + 1, 0);
    }
    Random random = new Random(1);
    double refresh = 300;
    for (int i = 0; i < 40; i++, refresh += 8 + 30 * random.nextDouble()) {
      learn(refresh, refresh + 1, 0);
    }

    assertFalse(predictor.isTrusted());
  }

  @Test
  void keepsTheIntervalWhenObservationsAreOld() {
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      learn(refresh, refresh + 1, 0);
    }

    assertEquals(3013, aligned(3000, 13), 1e-6);
  }

  @Test
  void keepsTheIntervalWithoutTheGatewaysTime() {
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      TimingHints hints =
          new TimingHints(null, false, null, null, null, List.of(truncated(refresh)), null);
      TaskTimeline before = TaskTimeline.unseen(KIND);
      predictor.learn(
          new PollSample(
              before, before.after(hints, 0), true, false, hints, at(refresh + 1), false));
    }

    assertEquals(323, aligned(310, 13), 1e-6);
  }

  @Test
  void pollsATaskLaterThatIsRefreshedLateInTheCycle() {
    for (double refresh = 4.6; refresh < 600; refresh += 15) {
      learn(refresh, refresh + 5, 0);
    }
    Instant late = truncated(589.6 + 3);
    double first = predictor.align(10, truncated(589.6), at(597), 0.5);
    double last = predictor.align(10, late, at(597), 0.5);

    assertEquals(3, last - first, 0.2);
  }
}
