package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rate limit that the requests of all tasks share. A slot that was reserved and is not used can
 * be given back: what is not sent costs no rate. Thread-safe.
 */
public final class RateLimiter {
  private final long gapNanos;
  private final TimeSource time;

  private boolean begun;
  private long next;

  /** Slots that were given back, the earliest first. */
  private final List<Long> free = new ArrayList<>();

  /**
   * @param perSecond the rate; positive infinity means no limit
   * @throws IllegalArgumentException when the rate is not positive
   */
  public RateLimiter(double perSecond, TimeSource time) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("the rate of requests must be positive");
    }
    this.gapNanos = (long) Math.min(1e9 / perSecond, 1e18);
    this.time = time;
  }

  /** Whether there is a rate to keep. */
  public boolean isLimited() {
    return gapNanos > 0;
  }

  /** Reserves the next free slot, and tells how far away it is. */
  public Duration reserve() {
    return gapNanos == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, reserveAt() - time.nanoTime()));
  }

  /**
   * Reserves the next free slot: the instant, as {@link TimeSource#nanoTime()} counts, not past.
   */
  public long reserveAt() {
    long now = time.nanoTime();
    return gapNanos == 0 ? now : slot(now);
  }

  /**
   * Gives a slot back that no request was sent in.
   *
   * @param slot as {@link #reserveAt()} told it
   */
  public synchronized void giveBack(long slot) {
    if (gapNanos == 0) {
      return;
    }
    if (begun && slot == next - gapNanos) {
      next = slot;
      // What was given back just before it is free as well.
      while (!free.isEmpty() && free.get(free.size() - 1) == next - gapNanos) {
        next = free.remove(free.size() - 1);
      }
    } else {
      int place = 0;
      while (place < free.size() && free.get(place) - slot < 0) {
        place++;
      }
      free.add(place, slot);
    }
  }

  private synchronized long slot(long now) {
    while (!free.isEmpty()) {
      long first = free.remove(0);
      if (first - now >= 0) {
        return first;
      }
    }
    if (!begun || next - now < 0) {
      begun = true;
      next = now;
    }
    long slot = next;
    next += gapNanos;
    return slot;
  }
}
