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

  private final RefreshPredictor clock = new RefreshPredictor(Duration.ofSeconds(15));

  private static Instant at(double seconds) {
    return BEGIN.plusNanos((long) (seconds * 1e9));
  }

  private static Instant told(double seconds) {
    return at(Math.floor(seconds));
  }

  /** A new task is asked for, whose news are from a look. */
  private void hear(double look, double asked, double ahead) {
    TimingHints signs =
        new TimingHints(
            null, false, null, null, null, List.of(told(look + ahead)), told(asked + ahead));
    TaskTimeline before = TaskTimeline.unseen(KIND);
    TaskTimeline after = before.after(signs, 0);
    clock.learn(new PollSample(before, after, true, false, signs, at(asked)));
  }

  /** Until which moment a query is put off that would be due in so many seconds. */
  private double aligned(double now, double gap) {
    return now + clock.align(gap, null, at(now), 0.5);
  }

  @Test
  void asksJustAfterTheNextLook() {
    for (double look = 4.6; look < 300; look += 15) {
      hear(look, look + 1 + (look % 7), 0);
    }

    assertTrue(clock.isTrusted());
    double asked = aligned(310, 13);
    assertTrue(asked > 319.6 && asked < 321.5, () -> "asked at " + asked);
  }

  @Test
  void aPeriodThatIsALittleLongerIsFound() {
    double look = 4.6;
    for (int i = 0; i < 30; i++, look += 15.7) {
      hear(look, look + 1 + i % 7, 0);
    }

    double next = look + 15.7;
    double asked = aligned(look + 5, 10);
    assertTrue(asked > next && asked < next + 2, () -> asked + " for " + next);
  }

  @Test
  void aClockThatDriftsIsFollowed() {
    double look = 4.6;
    for (int i = 0; i < 80; i++, look += 15 + 0.8 * Math.sin(i / 15.0)) {
      hear(look, look + 1 + i % 7, 0);
    }

    double last = look;
    double asked = aligned(last - 8, 8);
    assertTrue(Math.abs(asked - last - 1) < 1.5, () -> asked + " for " + last);
  }

  @Test
  void aGatewayWhoseClockIsWrongIsAskedByOurs() {
    for (double look = 4.6; look < 300; look += 15) {
      hear(look, look + 1 + (look % 7), 5000);
    }

    double asked = aligned(310, 13);
    assertTrue(asked > 319.6 && asked < 321.7, () -> "asked at " + asked);
  }

  @Test
  void aGatewayThatLooksOnEverySecondBeatIsNotAskedInBetween() {
    for (double look = 4.6; look < 600; look += 30) {
      hear(look, look + 1 + (look % 7), 0);
    }

    // The last look was at 574.6; those due at 589.6 will not come.
    double asked = aligned(577, 12);
    assertTrue(asked > 604.6 && asked < 606.5, () -> "asked at " + asked);
  }

  @Test
  void whereNothingIsToBeLearntNothingIsChanged() {
    Random random = new Random(1);
    for (double look = 4.6; look < 2000; look += 8 + 30 * random.nextDouble()) {
      hear(look, look + 1, 0);
    }

    assertFalse(clock.isTrusted());
    assertEquals(2013, aligned(2000, 13), 1e-6);
  }

  @Test
  void trustIsLostWhenTheBeatIs() {
    for (double look = 4.6; look < 300; look += 15) {
      hear(look, look + 1, 0);
    }
    Random random = new Random(1);
    double look = 300;
    for (int i = 0; i < 40; i++, look += 8 + 30 * random.nextDouble()) {
      hear(look, look + 1, 0);
    }

    assertFalse(clock.isTrusted());
  }

  @Test
  void whatWasHeardLongAgoForetellsNothing() {
    for (double look = 4.6; look < 300; look += 15) {
      hear(look, look + 1, 0);
    }

    assertEquals(3013, aligned(3000, 13), 1e-6);
  }

  @Test
  void withoutTheGatewaysTimeNothingIsForetold() {
    for (double look = 4.6; look < 300; look += 15) {
      TimingHints signs = new TimingHints(null, false, null, null, null, List.of(told(look)), null);
      TaskTimeline before = TaskTimeline.unseen(KIND);
      clock.learn(new PollSample(before, before.after(signs, 0), true, false, signs, at(look + 1)));
    }

    assertEquals(323, aligned(310, 13), 1e-6);
  }

  @Test
  void aTaskThatIsLookedAtLateInThePassIsAskedForLater() {
    for (double look = 4.6; look < 600; look += 15) {
      hear(look, look + 5, 0);
    }
    Instant late = told(589.6 + 3);
    double first = clock.align(10, told(589.6), at(597), 0.5);
    double last = clock.align(10, late, at(597), 0.5);

    assertEquals(3, last - first, 0.2);
  }
}
