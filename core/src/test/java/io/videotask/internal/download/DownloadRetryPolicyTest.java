package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The backoff between attempts, and when a download gives up. */
class DownloadRetryPolicyTest {
  private final VirtualTime clock = new VirtualTime();
  private final DownloadRetryPolicy longest = new DownloadRetryPolicy(clock, () -> 0L);

  @Test
  void backoffDoublesUpToThirtySeconds() {
    assertEquals(Duration.ofMillis(250), longest.afterFailure(0, null));
    assertEquals(Duration.ofMillis(500), longest.afterFailure(0, null));
    for (int i = 0; i < 6; i++) {
      longest.afterFailure(0, null);
    }

    assertEquals(Duration.ofSeconds(30), longest.afterFailure(0, null));
  }

  @Test
  void jitterHalvesBackoffAtMost() {
    DownloadRetryPolicy shortest = new DownloadRetryPolicy(clock, () -> -1L);
    Duration delay = shortest.afterFailure(0, null);

    assertNotNull(delay);
    assertEquals(125, delay.toMillis());
  }

  @Test
  void retryAfterIsLimitedToFiveMinutes() {
    assertEquals(Duration.ofSeconds(7), longest.afterFailure(0, Duration.ofSeconds(7)));
    assertEquals(Duration.ofMinutes(5), longest.afterFailure(0, Duration.ofHours(1)));
    assertEquals(Duration.ofSeconds(1), longest.afterFailure(0, Duration.ofMillis(1)));
  }

  @Test
  void tenFailuresOverTwoMinutesWithoutProgressEndDownload() {
    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 8; i++) {
      longest.afterFailure(5, null);
    }
    clock.advance(Duration.ofMinutes(2));
    assertNotNull(longest.afterFailure(5, null), "only nine");
    assertNull(longest.afterFailure(5, null));
    assertEquals(Duration.ofMillis(250), longest.afterFailure(6, null), "progress");
  }

  @Test
  void tenFailuresInLessThanTwoMinutesDoNotEndDownload() {
    for (int i = 0; i < 9; i++) {
      longest.afterFailure(0, null);
    }
    clock.advance(Duration.ofMillis(119_999));
    assertNotNull(longest.afterFailure(0, null));
    clock.advance(Duration.ofMillis(1));

    assertNull(longest.afterFailure(0, null));
  }
}
