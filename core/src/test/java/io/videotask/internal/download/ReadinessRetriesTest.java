package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.VideoTask;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a video that is not available yet is requested again. */
class ReadinessRetriesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  /** Draws 0: no jitter, the longest delays. */
  private static final RandomGenerator LONGEST = () -> 0L;

  /** Draws almost 1: the shortest delays. */
  private static final RandomGenerator SHORTEST = () -> -1L;

  private final VirtualTime clock = new VirtualTime();
  private final Instant now = clock.now();

  private ReadinessRetries retries(@Nullable Instant submitted, @Nullable Instant finished) {
    return with(Tasks.at(submitted, finished), LONGEST);
  }

  private ReadinessRetries with(VideoTask.Completed task, RandomGenerator random) {
    return new ReadinessRetries(task, clock, random);
  }

  private List<Long> delays(ReadinessRetries retries) {
    List<Long> delays = new ArrayList<>();
    for (Duration next = retries.next(true, null); next != null; next = retries.next(true, null)) {
      delays.add(next.toMillis());
      clock.advance(next);
    }
    return delays;
  }

  @Test
  void delaysDoubleUpToTenSecondsAndEndAfterMinute() {
    assertEquals(
        List.of(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L, 10_000L, 10_000L, 4_500L),
        delays(retries(null, null)));
  }

  @Test
  void jitterShortensDelaysByThirtyPercentAtMost() {
    List<Long> delays = delays(with(Tasks.at(null, null), SHORTEST));

    assertEquals(List.of(350L, 700L, 1_400L), delays.subList(0, 3));
    assertEquals(7_000L, delays.get(6));
  }

  @Test
  void windowBeginsWithDownload() {
    clock.advance(Duration.ofHours(1));
    ReadinessRetries retries = retries(null, null);
    clock.advance(MINUTE.minus(MILLI));
    assertTrue(retries.isOpen(true));
    assertEquals(MILLI, retries.next(true, null));
    clock.advance(MILLI);

    assertFalse(retries.isOpen(true));
    assertNull(retries.next(true, null));
    assertNull(retries.nextForUrl(true));
  }

  @Test
  void longerRetryAfterCountsWithinWindow() {
    ReadinessRetries retries = retries(null, null);

    assertEquals(Duration.ofSeconds(5), retries.next(true, Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(1), retries.next(true, Duration.ofMillis(999)));
    assertEquals(MINUTE, retries.next(true, Duration.ofHours(1)));
  }

  @Test
  void taskThatFinishedEarlierHasItsVideo() {
    assertTrue(retries(null, now.minus(Duration.ofMinutes(5)).plus(MILLI)).isOpen(false));
    ReadinessRetries earlier = retries(null, now.minus(Duration.ofMinutes(5)));
    assertFalse(earlier.isOpen(false));
    assertNull(earlier.next(false, null));
    assertNull(earlier.nextForUrl(false));
    assertTrue(earlier.isOpen(true));
    assertNotNull(earlier.nextForUrl(true));
  }

  @Test
  void timeOfSubmitCountsIfEndIsUnknown() {
    assertTrue(retries(now.minus(Duration.ofHours(24)).plus(MILLI), null).isOpen(false));
    assertFalse(retries(now.minus(Duration.ofHours(24)), null).isOpen(false));
    assertTrue(retries(now.minus(Duration.ofDays(9)), now).isOpen(false));
    assertTrue(retries(null, null).isOpen(false));
  }

  @Test
  void unexpectedUrlIsAwaitedTwentySeconds() {
    ReadinessRetries retries = retries(null, null);
    assertEquals(Duration.ofMillis(500), retries.nextForUrl(false));
    clock.advance(Duration.ofMillis(19_999));
    assertEquals(MILLI, retries.nextForUrl(false));
    clock.advance(MILLI);

    assertNull(retries.nextForUrl(false));
    assertEquals(Duration.ofSeconds(2), retries.nextForUrl(true));
  }
}
