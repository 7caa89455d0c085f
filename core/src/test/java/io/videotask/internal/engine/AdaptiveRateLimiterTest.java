package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveRateLimiterTest {
  private static final Duration WISH = Duration.ofSeconds(30);

  /** Its clock shows less than nothing within a second. */
  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000L);

  private final AdaptiveRateLimiter throttle = new AdaptiveRateLimiter(time);

  private static Duration millis(double millis) {
    return Duration.ofNanos((long) (millis * 1e6));
  }

  /** Sends a query, and lets time pass. */
  private void sendEach(double... gaps) {
    for (double gap : gaps) {
      throttle.sent();
      time.advance(millis(gap));
    }
    throttle.sent();
  }

  private void complain() {
    throttle.complained(null, time.nanoTime());
  }

  @Test
  void nobodyIsHeldBackBeforeAComplaint() {
    sendEach(1, 1, 1);

    assertEquals(Duration.ZERO, throttle.delay());
  }

  @Test
  void aComplaintMakesTheUsualGapAQuarterWider() {
    sendEach(100, 200);

    complain();

    assertEquals(millis(1.25 * 150), throttle.delay());
    time.advance(millis(100));
    assertEquals(millis(1.25 * 150 - 100), throttle.delay());
    time.advance(millis(100));
    assertEquals(Duration.ZERO, throttle.delay());
  }

  @Test
  void theUsualGapIsThatOfTheLastFew() {
    sendEach(80, 80, 80, 80, 80, 80, 80, 80, 160);

    complain();

    assertEquals(millis(1.25 * 90), throttle.delay());
  }

  @Test
  void complaintsFollowEachOtherUpToAGapOfASecond() {
    sendEach(400);
    complain();
    assertEquals(millis(500), throttle.delay());
    complain();
    assertEquals(millis(625), throttle.delay());
    for (int i = 0; i < 20; i++) {
      complain();
    }
    assertEquals(millis(1000), throttle.delay());
  }

  @Test
  void whatWasUnderWayWhenItSlowedDownDoesNotCount() {
    sendEach(400);
    long sentAt = time.nanoTime();
    time.advance(millis(1));
    complain();

    throttle.complained(null, sentAt);

    assertEquals(millis(500 - 1), throttle.delay());
  }

  @Test
  void theVeryFirstQueryMayComplain() {
    throttle.sent();

    complain();

    assertEquals(millis(1.25), throttle.delay());
  }

  @Test
  void answersBringQueriesCloserUntilTheyComeTwiceAsFastAsTheyAreWanted() {
    sendEach(400);
    complain();
    throttle.answered();
    assertEquals(millis(490), throttle.delay());

    for (int i = 1; i < 45; i++) {
      throttle.answered();
    }
    assertEquals(millis(500 * Math.pow(0.98, 45)).toMillis(), throttle.delay().toMillis());
    throttle.answered();

    assertEquals(Duration.ZERO, throttle.delay());
  }

  @Test
  void aGapBelowAMillisecondIsNone() {
    throttle.sent();
    complain();
    for (int i = 0; i < 11; i++) {
      throttle.answered();
    }
    assertEquals(millis(1.25 * Math.pow(0.98, 11)), throttle.delay());

    throttle.answered();

    assertEquals(Duration.ZERO, throttle.delay());
  }

  @Test
  void aWishHoldsForAllWhereEverySecondAnswerIsAComplaint() {
    throttle.answered();

    throttle.complained(WISH, time.nanoTime());

    assertEquals(WISH, throttle.delay());
    time.advance(Duration.ofSeconds(10));
    assertEquals(WISH.minusSeconds(10), throttle.delay());
  }

  @Test
  void afterManyAnswersItTakesSixComplaintsForAWishToHold() {
    for (int i = 0; i < 20; i++) {
      throttle.answered();
    }
    for (int i = 0; i < 5; i++) {
      throttle.complained(WISH, time.nanoTime());
    }
    assertEquals(Duration.ZERO, throttle.delay());

    throttle.complained(WISH, time.nanoTime());

    assertEquals(WISH, throttle.delay());
  }

  @Test
  void aShorterWishTakesNothingFromALongerOneAndAMinuteIsTheLongest() {
    throttle.complained(WISH, time.nanoTime());
    throttle.complained(Duration.ofSeconds(5), time.nanoTime());
    assertEquals(WISH, throttle.delay());

    throttle.complained(Duration.ofHours(1), time.nanoTime());
    assertEquals(Duration.ofMinutes(1), throttle.delay());
  }

  @Test
  void aWishForThePastIsNone() {
    throttle.complained(Duration.ofSeconds(-5), time.nanoTime());

    assertEquals(Duration.ZERO, throttle.delay());
  }
}
