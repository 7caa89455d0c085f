package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final VirtualTime time = new VirtualTime();
  private final RateLimiter rateLimiter = new RateLimiter(1, time);

  private long second(long slot) {
    return Duration.ofNanos(slot - time.nanoTime()).toSeconds();
  }

  @Test
  void aReleasedSlotIsReservedNext() {
    rateLimiter.reserveAt();
    long unused = rateLimiter.reserveAt();
    assertEquals(2, second(rateLimiter.reserveAt()));

    rateLimiter.release(unused);

    assertEquals(1, second(rateLimiter.reserveAt()));
    assertEquals(Duration.ofSeconds(3), rateLimiter.reserve());
  }

  @Test
  void slotsReleasedInAnyOrderAreAllReused() {
    long first = rateLimiter.reserveAt();
    long second = rateLimiter.reserveAt();
    long third = rateLimiter.reserveAt();
    long fourth = rateLimiter.reserveAt();

    rateLimiter.release(third);
    rateLimiter.release(second);
    rateLimiter.release(fourth);
    rateLimiter.release(first);

    for (int i = 0; i < 6; i++) {
      assertEquals(i, second(rateLimiter.reserveAt()));
    }
  }

  @Test
  void aReleasedSlotInThePastIsLost() {
    rateLimiter.reserveAt();
    long unused = rateLimiter.reserveAt();
    rateLimiter.reserveAt();
    time.advance(Duration.ofSeconds(10));

    rateLimiter.release(unused);

    assertEquals(0, second(rateLimiter.reserveAt()));
    assertEquals(1, second(rateLimiter.reserveAt()), "the rate holds");
  }

  @Test
  void withoutALimitNothingIsReserved() {
    RateLimiter open = new RateLimiter(Double.POSITIVE_INFINITY, time);

    open.release(open.reserveAt());

    assertEquals(Duration.ZERO, open.reserve());
    assertEquals(time.nanoTime(), open.reserveAt());
  }

  @Test
  void onlyAFiniteRateIsALimit() {
    assertTrue(rateLimiter.isLimited());
    assertFalse(new RateLimiter(Double.POSITIVE_INFINITY, time).isLimited());
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(0, time));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(-1, time));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(Double.NaN, time));
  }

  @Test
  void slotsOfEarlierRequestsAreNotGivenTwice() {
    long first = rateLimiter.reserveAt();
    long second = rateLimiter.reserveAt();
    long third = rateLimiter.reserveAt();

    rateLimiter.release(second);
    rateLimiter.release(third);
    rateLimiter.release(first);

    assertEquals(List.of(0L, 1L, 2L, 3L), seconds(4));
  }

  @Test
  void ofReleasedSlotsTheEarliestThatHasNotPassedIsNext() {
    long first = rateLimiter.reserveAt();
    rateLimiter.reserveAt();
    long third = rateLimiter.reserveAt();
    rateLimiter.reserveAt();
    rateLimiter.release(third);
    rateLimiter.release(first);
    time.advance(Duration.ofSeconds(2));

    assertEquals(List.of(0L, 2L, 3L), seconds(3), "the third is due now, the first has passed");
  }

  @Test
  void theClockMayWrapAround() {
    VirtualTime wrapping = new VirtualTime(Long.MAX_VALUE - 1_500_000_000L);
    RateLimiter limiter = new RateLimiter(1, wrapping);
    limiter.reserveAt();
    long second = limiter.reserveAt();
    long third = limiter.reserveAt();
    limiter.reserveAt();
    limiter.release(third);
    limiter.release(second);
    wrapping.advance(Duration.ofMillis(1_200));

    assertEquals(Duration.ofMillis(800), limiter.reserve(), "the third");
    assertEquals(Duration.ofMillis(2_800), limiter.reserve());
  }

  @Test
  void aShareOfTheLimitStretchesTheDelaysOfAllSlots() {
    rateLimiter.reserveAt();
    long second = rateLimiter.reserveAt();
    long third = rateLimiter.reserveAt();

    rateLimiter.share(0.25);
    assertEquals(Duration.ofSeconds(4).toNanos(), rateLimiter.delayNanos(second));
    time.advance(Duration.ofSeconds(2));
    assertEquals(Duration.ofSeconds(2).toNanos(), rateLimiter.delayNanos(second));
    rateLimiter.share(0.5);

    assertEquals(Duration.ofSeconds(1).toNanos(), rateLimiter.delayNanos(second));
    assertEquals(Duration.ofSeconds(3).toNanos(), rateLimiter.delayNanos(third));
    assertEquals(Duration.ofSeconds(5), rateLimiter.reserve(), "as if it had always been there");
  }

  @Test
  void withoutAShareNoSlotComesUntilThereIsOne() {
    long first = rateLimiter.reserveAt();
    long second = rateLimiter.reserveAt();
    rateLimiter.share(0);
    time.advance(Duration.ofDays(3));

    assertEquals(Duration.ofDays(1).toNanos(), rateLimiter.delayNanos(second));
    assertEquals(0, rateLimiter.delayNanos(first));
    rateLimiter.share(1);
    assertEquals(Duration.ofSeconds(1).toNanos(), rateLimiter.delayNanos(second));
  }

  @Test
  void aShareChangesNothingWithoutALimit() {
    RateLimiter open = new RateLimiter(Double.POSITIVE_INFINITY, time);
    open.share(0);

    assertEquals(0, open.delayNanos(open.reserveAt()));
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> open.share(share));
    }
  }

  /** Returns the seconds from now to each of the next slots. */
  private List<Long> seconds(int slots) {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      seconds.add(second(rateLimiter.reserveAt()));
    }
    return seconds;
  }
}
