package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdaptiveRateLimiterTest {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  /** Its nanoTime wraps around within a second. */
  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000L);

  private final AdaptiveRateLimiter adaptiveLimiter = new AdaptiveRateLimiter(time);

  private static Duration millis(double millis) {
    return Duration.ofNanos((long) (millis * 1e6));
  }

  /** Sends queries, with these intervals between them. */
  private void sendEach(double... intervals) {
    for (double interval : intervals) {
      adaptiveLimiter.sent();
      time.advance(millis(interval));
    }
    adaptiveLimiter.sent();
  }

  private void throttle() {
    adaptiveLimiter.throttled(null, time.nanoTime());
  }

  @Test
  void noDelayBeforeTheFirst429() {
    sendEach(1, 1, 1);

    assertEquals(Duration.ZERO, adaptiveLimiter.delay());
  }

  @Test
  void a429LengthensTheAverageIntervalByAQuarter() {
    sendEach(100, 200);

    throttle();

    assertEquals(millis(1.25 * 150), adaptiveLimiter.delay());
    time.advance(millis(100));
    assertEquals(millis(1.25 * 150 - 100), adaptiveLimiter.delay());
    time.advance(millis(100));
    assertEquals(Duration.ZERO, adaptiveLimiter.delay());
  }

  @Test
  void theAverageSpansTheLastEightIntervals() {
    sendEach(80, 80, 80, 80, 80, 80, 80, 80, 160);

    throttle();

    assertEquals(millis(1.25 * 90), adaptiveLimiter.delay());
  }

  @Test
  void repeated429sLengthenTheIntervalUpToASecond() {
    sendEach(400);
    throttle();
    assertEquals(millis(500), adaptiveLimiter.delay());
    throttle();
    assertEquals(millis(625), adaptiveLimiter.delay());
    for (int i = 0; i < 20; i++) {
      throttle();
    }
    assertEquals(millis(1000), adaptiveLimiter.delay());
  }

  @Test
  void a429ToAQuerySentBeforeTheSlowdownDoesNotCount() {
    sendEach(400);
    long sentAt = time.nanoTime();
    time.advance(millis(1));
    throttle();

    adaptiveLimiter.throttled(null, sentAt);

    assertEquals(millis(500 - 1), adaptiveLimiter.delay());
  }

  @Test
  void theFirstQueryMayBeAnswered429() {
    adaptiveLimiter.sent();

    throttle();

    assertEquals(millis(1.25), adaptiveLimiter.delay());
  }

  @Test
  void answersShortenTheIntervalUntilItIsHalfTheAverage() {
    sendEach(400);
    throttle();
    adaptiveLimiter.notThrottled();
    assertEquals(millis(490), adaptiveLimiter.delay());

    for (int i = 1; i < 45; i++) {
      adaptiveLimiter.notThrottled();
    }
    assertEquals(millis(500 * Math.pow(0.98, 45)).toMillis(), adaptiveLimiter.delay().toMillis());
    adaptiveLimiter.notThrottled();

    assertEquals(Duration.ZERO, adaptiveLimiter.delay());
  }

  @Test
  void anIntervalBelowAMillisecondIsNoLimit() {
    adaptiveLimiter.sent();
    throttle();
    for (int i = 0; i < 11; i++) {
      adaptiveLimiter.notThrottled();
    }
    assertEquals(millis(1.25 * Math.pow(0.98, 11)), adaptiveLimiter.delay());

    adaptiveLimiter.notThrottled();

    assertEquals(Duration.ZERO, adaptiveLimiter.delay());
  }

  @Test
  void retryAfterPausesAllTasksIfHalfTheAnswersAre429() {
    adaptiveLimiter.notThrottled();

    adaptiveLimiter.throttled(RETRY_AFTER, time.nanoTime());

    assertEquals(RETRY_AFTER, adaptiveLimiter.delay());
    time.advance(Duration.ofSeconds(10));
    assertEquals(RETRY_AFTER.minusSeconds(10), adaptiveLimiter.delay());
  }

  @Test
  void afterManyAnswersRetryAfterPausesFromTheSixth429On() {
    for (int i = 0; i < 20; i++) {
      adaptiveLimiter.notThrottled();
    }
    for (int i = 0; i < 5; i++) {
      adaptiveLimiter.throttled(RETRY_AFTER, time.nanoTime());
    }
    assertEquals(Duration.ZERO, adaptiveLimiter.delay());

    adaptiveLimiter.throttled(RETRY_AFTER, time.nanoTime());

    assertEquals(RETRY_AFTER, adaptiveLimiter.delay());
  }

  @Test
  void aShorterRetryAfterKeepsALongerPauseAndAMinuteIsTheLongest() {
    adaptiveLimiter.throttled(RETRY_AFTER, time.nanoTime());
    adaptiveLimiter.throttled(Duration.ofSeconds(5), time.nanoTime());
    assertEquals(RETRY_AFTER, adaptiveLimiter.delay());

    adaptiveLimiter.throttled(Duration.ofHours(1), time.nanoTime());
    assertEquals(Duration.ofMinutes(1), adaptiveLimiter.delay());
  }

  @Test
  void aNegativeRetryAfterIsIgnored() {
    adaptiveLimiter.throttled(Duration.ofSeconds(-5), time.nanoTime());

    assertEquals(Duration.ZERO, adaptiveLimiter.delay());
  }

  @Test
  void aLimitAppliesUntilAnswersHaveLiftedIt() {
    assertTrue(adaptiveLimiter.isUnlimited());
    adaptiveLimiter.sent();
    throttle();
    assertFalse(adaptiveLimiter.isUnlimited());

    for (int i = 0; i < 12; i++) {
      adaptiveLimiter.notThrottled();
    }

    assertTrue(adaptiveLimiter.isUnlimited());
  }

  @Test
  void aPauseAppliesUntilItIsOver() {
    adaptiveLimiter.throttled(RETRY_AFTER, time.nanoTime());
    for (int i = 0; i < 12; i++) {
      adaptiveLimiter.notThrottled();
    }
    time.advance(RETRY_AFTER.minusMillis(1));
    assertFalse(adaptiveLimiter.isUnlimited());

    time.advance(Duration.ofMillis(1));

    assertTrue(adaptiveLimiter.isUnlimited());
  }

  @Test
  void theFirstQueryFollowsNone() {
    VirtualTime sinceZero = new VirtualTime(0);
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(sinceZero);

    limiter.throttled(null, 0);

    assertEquals(Duration.ZERO, limiter.delay());
  }
}
