package io.videotask.internal.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff with jitter: the delay before a retry doubles with every consecutive failure.
 * All delays between retries are computed here; which failures are retried, and how often, is
 * decided where they happen.
 *
 * @param base the delay after the first failure
 * @param cap the longest delay
 * @param jitter the share of the delay that is random, 0 to 1: 1 draws from zero to the whole
 *     delay, 0.5 from half of it to the whole
 */
public record Backoff(Duration base, Duration cap, double jitter) {
  /** Between two polls of a wait. */
  public static final Backoff WAIT =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.5);

  /** Between the attempts of a single query. */
  public static final Backoff SINGLE_QUERY =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20), 1);

  /** Between the attempts of a single query that the server answered with 429. */
  public static final Backoff THROTTLED_QUERY =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20), 1);

  /** Between the polls of a wait for the URL of a finished video. */
  public static final Backoff VIDEO_URL =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0);

  /** Between the attempts of a download. */
  public static final Backoff DOWNLOAD =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30), 0.5);

  /** Between the attempts of a download whose video is not available yet. */
  public static final Backoff READINESS =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10), 0.3);

  /** The longest delay that a server can ask for with a Retry-After hint. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  /** Returns a random delay after this many consecutive failures, at least 1. */
  public Duration delay(int failuresInARow, RandomGenerator random) {
    double share = jitter == 0 ? 1 : 1 - jitter * random.nextDouble();
    return Duration.ofNanos((long) (longest(failuresInARow) * share));
  }

  /**
   * Returns the delay after this many consecutive failures, at least as long as the server asked
   * for.
   *
   * @param retryAfter the server's Retry-After hint; null for none
   */
  public Duration delay(int failuresInARow, RandomGenerator random, @Nullable Duration retryAfter) {
    Duration backoff = delay(failuresInARow, random);
    if (retryAfter == null) {
      return backoff;
    }
    Duration asked = limited(retryAfter);
    return asked.compareTo(backoff) > 0 ? asked : backoff;
  }

  /** Limits a Retry-After hint to 5 minutes. */
  public static Duration limited(Duration retryAfter) {
    return retryAfter.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : retryAfter;
  }

  /** Returns the delay without jitter, nanoseconds. */
  private double longest(int failuresInARow) {
    double doubled = (double) base.toNanos() * Math.pow(2, Math.min(failuresInARow - 1, 60));
    return Math.min(doubled, (double) cap.toNanos());
  }
}
