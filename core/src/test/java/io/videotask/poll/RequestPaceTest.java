package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestPaceTest {
  private final VirtualTime time = new VirtualTime();
  private final RequestPace pace = new RequestPace(1, time);

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  @Test
  void aSlotThatIsGivenBackIsTheNextOnes() {
    long now = time.nanoTime();
    assertEquals(seconds(0), pace.reserve());
    assertEquals(seconds(1), pace.reserve());
    assertEquals(seconds(2), pace.reserve());

    pace.giveBack(now + seconds(1).toNanos());

    assertEquals(seconds(1), pace.reserve());
    assertEquals(seconds(3), pace.reserve());
  }

  @Test
  void aSlotThatHasPassedIsNotUsedLater() {
    long now = time.nanoTime();
    pace.reserve();
    pace.reserve();
    pace.reserve();
    pace.giveBack(now + seconds(1).toNanos());
    time.advance(Duration.ofMillis(1500));

    assertEquals(Duration.ofMillis(1500), pace.reserve());
  }
}
