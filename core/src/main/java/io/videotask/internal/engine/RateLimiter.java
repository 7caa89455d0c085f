package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rate limit that the submits and queries of all tasks share. A reserved slot that is not used
 * can be released, so that only requests that are sent count. Thread-safe.
 */
public final class RateLimiter {
  private final long intervalNanos;
  private final TimeSource time;

  private boolean started;
  private long nextSlot;

  /** Released slots, the earliest first. */
  private final List<Long> released = new ArrayList<>();

  /**
   * @param perSecond requests per second; positive infinity for no limit
   * @throws IllegalArgumentException if the rate is not positive
   */
  public RateLimiter(double perSecond, TimeSource time) {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("the rate of requests must be positive");
    }
    this.intervalNanos = (long) Math.min(1e9 / perSecond, 1e18);
    this.time = time;
  }

  /** Returns whether there is a limit. */
  public boolean isLimited() {
    return intervalNanos > 0;
  }

  /** Reserves the next free slot and returns the delay until it; zero or more. */
  public Duration reserve() {
    return intervalNanos == 0
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, reserveAt() - time.nanoTime()));
  }

  /**
   * Reserves the next free slot and returns its instant, as {@link TimeSource#nanoTime()}; not in
   * the past.
   */
  public long reserveAt() {
    long now = time.nanoTime();
    return intervalNanos == 0 ? now : slot(now);
  }

  /**
   * Releases a slot in which no request was sent.
   *
   * @param slot as returned by {@link #reserveAt()}
   */
  public synchronized void release(long slot) {
    if (intervalNanos == 0) {
      return;
    }
    if (started && slot == nextSlot - intervalNanos) {
      nextSlot = slot;
      // Slots released before are free as well.
      while (!released.isEmpty() && released.get(released.size() - 1) == nextSlot - intervalNanos) {
        nextSlot = released.remove(released.size() - 1);
      }
    } else {
      int index = 0;
      while (index < released.size() && released.get(index) - slot < 0) {
        index++;
      }
      released.add(index, slot);
    }
  }

  private synchronized long slot(long now) {
    while (!released.isEmpty()) {
      long first = released.remove(0);
      if (first - now >= 0) {
        return first;
      }
    }
    if (!started || nextSlot - now < 0) {
      started = true;
      nextSlot = now;
    }
    long slot = nextSlot;
    nextSlot += intervalNanos;
    return slot;
  }
}
