package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rate limit that submits and queries of any number of tasks share. A reserved slot that is not
 * used can be released, so that only requests that are sent count. Where several processes share
 * the limit, each uses a share of it, which may change: slots are instants of a clock of the
 * limiter, which runs at the share of the real clock's speed. Thread-safe.
 */
public final class RateLimiter {
  /** How long a slot is waited for at most before it is looked at again. */
  private static final double MAX_DELAY_NANOS = 86_400e9;

  private final long intervalNanos;
  private final TimeSource time;

  private boolean started;
  private long nextSlot;
  private double share = 1;

  // The limiter's clock showed the first value at the second one of the real clock.
  private long shareBegan;
  private long shareBeganAt;

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
    this.shareBeganAt = time.nanoTime();
    this.shareBegan = shareBeganAt;
  }

  /** Returns whether there is a limit. */
  public boolean isLimited() {
    return intervalNanos > 0;
  }

  /**
   * Sets the share of the limit that is used from now on. Delays of reserved slots change; what
   * waits for one asks for its delay again.
   *
   * @param newShare from 0, for no requests, to 1, which it is at first
   * @throws IllegalArgumentException if the share is out of range
   */
  public synchronized void share(double newShare) {
    if (!(newShare >= 0 && newShare <= 1)) {
      throw new IllegalArgumentException("a share of the rate limit is from 0 to 1");
    }
    long now = time.nanoTime();
    shareBegan = clock(now);
    shareBeganAt = now;
    share = newShare;
  }

  /** Reserves the next free slot and returns the delay until it; zero or more. */
  public Duration reserve() {
    return Duration.ofNanos(delayNanos(reserveAt()));
  }

  /**
   * Reserves the next free slot, which is not in the past.
   *
   * @return the slot; with a share of 1 from the start, its instant as {@link
   *     TimeSource#nanoTime()}
   */
  public long reserveAt() {
    long now = time.nanoTime();
    return intervalNanos == 0 ? now : slot(now);
  }

  /**
   * Returns how long it is until a reserved slot, as the share is now; 0 where it has come, and a
   * day at most.
   */
  public long delayNanos(long slot) {
    // Without a limit there is nothing that the lock would guard.
    return intervalNanos == 0 ? 0 : limitedDelayNanos(slot);
  }

  private synchronized long limitedDelayNanos(long slot) {
    long ahead = slot - clock(time.nanoTime());
    if (ahead <= 0) {
      return 0;
    }
    return share == 1 ? ahead : (long) Math.min(Math.ceil(ahead / share), MAX_DELAY_NANOS);
  }

  private long clock(long now) {
    long passed = now - shareBeganAt;
    return shareBegan + (share == 1 ? passed : (long) (share * passed));
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

  private synchronized long slot(long realNow) {
    long now = clock(realNow);
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
