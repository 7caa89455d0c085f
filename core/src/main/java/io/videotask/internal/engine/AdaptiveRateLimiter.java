package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Adaptive rate limit for one server: none until the server answers 429. Each 429 lengthens the
 * interval between queries of all tasks by a quarter; each other answer shortens it by 2 % until
 * the limit is gone. A variant of <a
 * href="https://en.wikipedia.org/wiki/Additive_increase/multiplicative_decrease">AIMD</a> whose
 * increase is multiplicative, too. While at least half of the recent answers are 429, a Retry-After
 * hint pauses the queries of all tasks. Guarded by the lock of its {@link ServerRequestQueue}.
 */
final class AdaptiveRateLimiter {
  /**
   * Longest interval, in nanoseconds: waits back off on their own, too, so that it need not grow
   * further.
   */
  private static final double MAX_INTERVAL = 1e9;

  /** Shortest interval, in nanoseconds; a shorter one counts as no limit. */
  private static final double MIN_INTERVAL = 1e6;

  private static final double INCREASE = 1.25;
  private static final double DECREASE = 0.98;
  private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

  /** Number of queries that the running averages span. */
  private static final int AVERAGED = 8;

  private final TimeSource time;
  private final long createdAt;
  private int sent;
  private long lastSent;
  private double averageInterval;
  private int answers;
  private double throttledShare;
  private double interval;
  private long slowedAt;
  private long pausedUntil;

  AdaptiveRateLimiter(TimeSource time) {
    this.time = time;
    this.createdAt = time.nanoTime();
    this.slowedAt = createdAt;
    this.pausedUntil = createdAt;
  }

  /** Returns the delay before the next query; zero if it may be sent now. */
  Duration delay() {
    long now = time.nanoTime();
    long wait = Math.max(0, pausedUntil - now);
    if (interval > 0 && sent > 0) {
      wait = Math.max(wait, lastSent + (long) interval - now);
    }
    return Duration.ofNanos(wait);
  }

  /** Returns whether no limit and no pause applies. */
  boolean isUnlimited() {
    return interval == 0 && pausedUntil - time.nanoTime() <= 0;
  }

  /** Records that a query is sent now. */
  void sent() {
    long now = time.nanoTime();
    if (sent > 0) {
      averageInterval += (now - lastSent - averageInterval) / Math.min(sent, AVERAGED);
    }
    sent++;
    lastSent = now;
  }

  /** Records an answer or a failure other than 429. */
  void notThrottled() {
    count(0);
    interval *= DECREASE;
    // A limit that allows twice the actual rate is not needed.
    if (interval < MIN_INTERVAL || interval < averageInterval / 2) {
      interval = 0;
    }
  }

  /**
   * Records a 429 or a Retry-After hint.
   *
   * @param retryAfter the Retry-After hint; null if the server sent none
   * @param sentAt when the query was sent, as {@link TimeSource#nanoTime()}
   */
  void throttled(@Nullable Duration retryAfter, long sentAt) {
    count(1);
    // A query that was sent before the rate was lowered says nothing about the lower rate.
    if (sentAt - slowedAt >= 0) {
      slowedAt = time.nanoTime();
      double now = interval == 0 ? Math.max(MIN_INTERVAL, averageInterval) : interval;
      interval = Math.min(MAX_INTERVAL, now * INCREASE);
    }
    if (retryAfter != null && throttledShare >= 0.5) {
      Duration pause = retryAfter.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : retryAfter;
      long until = time.nanoTime() + Math.max(0, pause.toNanos());
      if (until - pausedUntil > 0) {
        pausedUntil = until;
      }
    }
  }

  private void count(double throttled) {
    answers = Math.min(answers + 1, AVERAGED);
    throttledShare += (throttled - throttledShare) / answers;
  }
}
