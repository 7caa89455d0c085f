package io.videotask.poll;

import java.time.Duration;

/** Keeps the requests of all tasks together from coming faster than a rate. Thread-safe. */
public final class RequestPace {
  private final long gapNanos;
  private final Time time;
  private boolean begun;
  private long next;

  /**
   * @param perSecond the rate; positive infinity means no limit
   * @throws IllegalArgumentException when the rate is not positive
   */
  public RequestPace(double perSecond, Time time) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("the rate of requests must be positive");
    }
    this.gapNanos = (long) Math.min(1e9 / perSecond, 1e18);
    this.time = time;
  }

  /** Takes the next free moment, and tells how far away it is. */
  public Duration reserve() {
    return gapNanos == 0 ? Duration.ZERO : slot();
  }

  private synchronized Duration slot() {
    long now = time.nanoTime();
    if (!begun || next - now < 0) {
      begun = true;
      next = now;
    }
    long delay = next - now;
    next += gapNanos;
    return Duration.ofNanos(delay);
  }
}
