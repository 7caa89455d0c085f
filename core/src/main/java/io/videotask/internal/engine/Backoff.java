package io.videotask.internal.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with jitter: the delay doubles with every consecutive failure.
 *
 * @param base the delay after the first failure
 * @param cap the longest delay
 * @param jitter the share of the delay that is random, 0 to 1: 1 draws from zero to the whole
 *     delay, 0.5 from half of it to the whole
 */
record Backoff(Duration base, Duration cap, double jitter) {
  /** Between two polls of a wait. */
  static final Backoff WAIT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.5);

  /** Between the attempts of a single query. */
  static final Backoff SINGLE_QUERY =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20), 1);

  /** Between the attempts of a single query that the server answered with 429. */
  static final Backoff THROTTLED_QUERY =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20), 1);

  /** Returns a random delay after this many consecutive failures, at least 1. */
  Duration delay(int failuresInARow, RandomGenerator random) {
    double doubled = (double) base.toNanos() * Math.pow(2, Math.min(failuresInARow - 1, 60));
    double longest = Math.min(doubled, (double) cap.toNanos());
    return Duration.ofNanos((long) (longest * (1 - jitter * random.nextDouble())));
  }
}
