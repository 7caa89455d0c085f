package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.time.VirtualTime;
import java.time.Duration;
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
}
