package io.videotask.internal.download;

import io.videotask.internal.retry.Backoff;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides how long to wait between the attempts of a download, and when to give up. */
final class DownloadRetryPolicy {
  private static final int MAX_FAILURES = 10;
  private static final Duration MIN_FAILURE_PERIOD = Duration.ofMinutes(2);

  private final TimeSource clock;
  private final RandomGenerator random;
  private long mostReceived;
  private int failures;
  private long firstFailure;

  DownloadRetryPolicy(TimeSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Records a failed attempt, and returns the delay before the next.
   *
   * @param received the number of bytes received so far
   * @param retryAfter the server's Retry-After hint; null for none
   * @return the delay; null to give up: ten attempts in a row, over at least two minutes, without
   *     progress
   */
  @Nullable Duration afterFailure(long received, @Nullable Duration retryAfter) {
    if (received > mostReceived || failures == 0) {
      mostReceived = Math.max(received, mostReceived);
      failures = 0;
      firstFailure = clock.nanoTime();
    }
    failures++;
    Duration failingFor = Duration.ofNanos(clock.nanoTime() - firstFailure);
    if (failures >= MAX_FAILURES && failingFor.compareTo(MIN_FAILURE_PERIOD) >= 0) {
      return null;
    }
    return Backoff.DOWNLOAD.delay(failures, random, retryAfter);
  }
}
