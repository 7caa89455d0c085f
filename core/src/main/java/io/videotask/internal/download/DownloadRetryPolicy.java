package io.videotask.internal.download;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next attempt, and when to stop trying. */
final class DownloadRetryPolicy {
  private static final Duration BASE = Duration.ofMillis(250);
  private static final Duration CAP = Duration.ofSeconds(30);
  private static final Duration LONGEST_WISH = Duration.ofMinutes(5);
  private static final int MOST_FAILURES = 10;
  private static final Duration SHORTEST_TROUBLE = Duration.ofMinutes(2);

  private final DownloadClock timing;
  private final RandomGenerator random;
  private long farthest;
  private int failures;
  private long firstFailure;

  DownloadRetryPolicy(DownloadClock timing, RandomGenerator random) {
    this.timing = timing;
    this.random = random;
  }

  /**
   * An attempt failed.
   *
   * @param have how many bytes there are now
   * @param wish when the server would like to be asked again; null where it did not say
   * @return how long to wait; null when it is enough: ten attempts in a row, over two minutes at
   *     least, brought nothing new
   */
  @Nullable Duration afterFailure(long have, @Nullable Duration wish) {
    if (have > farthest || failures == 0) {
      farthest = Math.max(have, farthest);
      failures = 0;
      firstFailure = timing.nanoTime();
    }
    failures++;
    Duration trouble = Duration.ofNanos(timing.nanoTime() - firstFailure);
    if (failures >= MOST_FAILURES && trouble.compareTo(SHORTEST_TROUBLE) >= 0) {
      return null;
    }
    double doubled = (double) BASE.toNanos() * Math.pow(2, Math.min(failures - 1, 30));
    double longest = Math.min(doubled, (double) CAP.toNanos());
    Duration backoff = Duration.ofNanos((long) (longest * (1 - 0.5 * random.nextDouble())));
    if (wish == null) {
      return backoff;
    }
    Duration granted = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    return granted.compareTo(backoff) > 0 ? granted : backoff;
  }
}
