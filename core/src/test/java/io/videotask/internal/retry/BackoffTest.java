package io.videotask.internal.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final List<Backoff> ALL =
      List.of(
          Backoff.WAIT,
          Backoff.SINGLE_QUERY,
          Backoff.THROTTLED_QUERY,
          Backoff.VIDEO_URL,
          Backoff.DOWNLOAD,
          Backoff.READINESS);

  @Test
  void jitterStaysWithinItsBounds() {
    Random random = new Random(7);
    for (Backoff backoff : ALL) {
      for (int i = 0; i < 10_000; i++) {
        int failures = 1 + i % 100;
        double longest =
            Math.min(
                (double) backoff.base().toNanos() * Math.pow(2, failures - 1),
                (double) backoff.cap().toNanos());
        long delay = backoff.delay(failures, random).toNanos();
        assertTrue(delay <= longest && delay >= (long) (longest * (1 - backoff.jitter())) - 1);
      }
    }
  }

  @Test
  void theDelayIsCapped() {
    RandomGenerator longest = () -> 0L;
    for (int failures : new int[] {20, 64, 65, 1000, Integer.MAX_VALUE}) {
      for (Backoff backoff : ALL) {
        assertEquals(backoff.cap(), backoff.delay(failures, longest));
      }
    }
  }

  @Test
  void theServersHintLengthensTheDelay() {
    RandomGenerator longest = () -> 0L;
    Duration second = Duration.ofSeconds(1);
    assertEquals(second, Backoff.WAIT.delay(1, longest, null));
    assertEquals(second, Backoff.WAIT.delay(1, longest, Duration.ZERO));
    assertEquals(second.multipliedBy(7), Backoff.WAIT.delay(1, longest, second.multipliedBy(7)));
    assertEquals(Duration.ofMinutes(5), Backoff.WAIT.delay(1, longest, Duration.ofHours(1)));
  }

  @Test
  void jitterSpreadsSimultaneousWaits() {
    Random random = new Random(7);
    long apart =
        IntStream.range(0, 1000)
            .mapToObj(i -> Backoff.WAIT.delay(6, random).toMillis())
            .distinct()
            .count();
    assertTrue(apart > 900, () -> "only " + apart + " different delays of 1,000");
    assertEquals(Duration.ofSeconds(30), Backoff.WAIT.cap());
  }
}
