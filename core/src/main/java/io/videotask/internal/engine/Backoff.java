package io.videotask.internal.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A delay that doubles with every failure in a row.
 *
 * @param base after the first failure
 * @param cap it never gets longer
 * @param spread which share of the delay is drawn by chance: 1 means anything from nothing to the
 *     whole delay, 0.5 from half of it
 */
record Backoff(Duration base, Duration cap, double spread) {
  /** Between two queries of a wait. */
  static final Backoff OF_A_WAIT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), 0.5);

  /** Between the attempts of a single query. */
  static final Backoff OF_A_QUERY = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20), 1);

  /** Between the attempts of a single query that came too soon. */
  static final Backoff OF_A_THROTTLED_QUERY =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(20), 1);

  Duration delay(int failuresInARow, RandomGenerator random) {
    double doubled = (double) base.toNanos() * Math.pow(2, Math.min(failuresInARow - 1, 60));
    double longest = Math.min(doubled, (double) cap.toNanos());
    return Duration.ofNanos((long) (longest * (1 - spread * random.nextDouble())));
  }
}
