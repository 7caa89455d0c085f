package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private final VirtualTime time = new VirtualTime();
  private final RateLimiter pace = new RateLimiter(1, time);

  private long second(long slot) {
    return Duration.ofNanos(slot - time.nanoTime()).toSeconds();
  }

  @Test
  void aSlotThatIsGivenBackIsTheNextOnes() {
    pace.reserveAt();
    long unused = pace.reserveAt();
    assertEquals(2, second(pace.reserveAt()));

    pace.giveBack(unused);

    assertEquals(1, second(pace.reserveAt()));
    assertEquals(Duration.ofSeconds(3), pace.reserve());
  }

  @Test
  void slotsThatAreGivenBackInAnyOrderLeaveNoGap() {
    long first = pace.reserveAt();
    long second = pace.reserveAt();
    long third = pace.reserveAt();
    long fourth = pace.reserveAt();

    pace.giveBack(third);
    pace.giveBack(second);
    pace.giveBack(fourth);
    pace.giveBack(first);

    for (int i = 0; i < 6; i++) {
      assertEquals(i, second(pace.reserveAt()));
    }
  }

  @Test
  void aSlotThatHasPassedIsLost() {
    pace.reserveAt();
    long unused = pace.reserveAt();
    pace.reserveAt();
    time.advance(Duration.ofSeconds(10));

    pace.giveBack(unused);

    assertEquals(0, second(pace.reserveAt()));
    assertEquals(1, second(pace.reserveAt()), "the rate holds");
  }

  @Test
  void withoutALimitNothingIsKept() {
    RateLimiter open = new RateLimiter(Double.POSITIVE_INFINITY, time);

    open.giveBack(open.reserveAt());

    assertEquals(Duration.ZERO, open.reserve());
    assertEquals(time.nanoTime(), open.reserveAt());
  }
}
