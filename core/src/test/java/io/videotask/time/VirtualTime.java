package io.videotask.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until a test moves it, and rings its alarms in order on the way. */
public final class VirtualTime implements TimeSource {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Ring> rings =
      new PriorityQueue<>(Comparator.comparingLong(Ring::at).thenComparingLong(Ring::number));
  private final long origin;
  private long elapsed;
  private long scheduled;

  public VirtualTime() {
    this(1_000_000_000L);
  }

  /**
   * @param origin what the clock shows at first; near {@code Long.MAX_VALUE} it wraps around soon
   */
  public VirtualTime(long origin) {
    this.origin = origin;
  }

  private record Ring(long at, long number, Runnable task) {}

  @Override
  public Instant now() {
    return BEGINNING.plusNanos(elapsed);
  }

  @Override
  public long nanoTime() {
    return origin + elapsed;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Ring ring = new Ring(elapsed + Math.max(0, nanos(delay)), scheduled++, task);
    rings.add(ring);
    return () -> rings.remove(ring);
  }

  /** Lets this much time pass, and whatever is due happen. */
  public void advance(Duration duration) {
    long until = elapsed + duration.toNanos();
    for (Ring next = rings.peek(); next != null && next.at() <= until; next = rings.peek()) {
      rings.remove(next);
      elapsed = next.at();
      next.task().run();
    }
    elapsed = until;
  }

  /** What is due now happens. */
  public void settle() {
    advance(Duration.ZERO);
  }

  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  public int alarms() {
    return rings.size();
  }

  private static long nanos(Duration delay) {
    return delay.compareTo(Duration.ofDays(10_000)) > 0
        ? Duration.ofDays(10_000).toNanos()
        : delay.toNanos();
  }
}
