package io.videotask.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps the requests of all tasks together from coming faster than a rate. Thread-safe. */
public final class RequestPace {
  private final long gapNanos;
  private final Time time;

  /** Slots before {@link #next} that were given back. */
  private final List<Long> free = new ArrayList<>();

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

  /** Whether there is a rate to keep. */
  public boolean isLimited() {
    return gapNanos > 0;
  }

  /** Takes the next free moment, and tells how far away it is. */
  public Duration reserve() {
    return gapNanos == 0 ? Duration.ZERO : slot();
  }

  /**
   * Gives a slot back whose request will not be sent, for the next one to have.
   *
   * @param at its time, on the clock's {@link Time#nanoTime()}
   */
  public synchronized void giveBack(long at) {
    if (gapNanos > 0 && begun && at - time.nanoTime() >= 0) {
      free.add(at);
    }
  }

  private synchronized Duration slot() {
    long now = time.nanoTime();
    if (!free.isEmpty()) {
      // One that has passed was not used, and another can't be sent in its place.
      free.removeIf(at -> at - now < 0);
      free.sort((a, b) -> Long.signum(a - b));
    }
    if (!free.isEmpty()) {
      return Duration.ofNanos(free.remove(0) - now);
    }
    if (!begun || next - now < 0) {
      begun = true;
      next = now;
    }
    long delay = next - now;
    next += gapNanos;
    return Duration.ofNanos(delay);
  }
}
