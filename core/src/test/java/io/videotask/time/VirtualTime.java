package io.videotask.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that advances only when the test says so, and runs due tasks in order on the way. */
public final class VirtualTime implements TimeSource {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private final long origin;
  private long elapsed;
  private long scheduled;

  public VirtualTime() {
    this(1_000_000_000L);
  }

  /**
   * @param origin the initial {@link #nanoTime()}; near {@code Long.MAX_VALUE} it soon wraps around
   */
  public VirtualTime(long origin) {
    this.origin = origin;
  }

  private record Timer(long at, long number, Runnable task) {}

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
    Timer timer = new Timer(elapsed + Math.max(0, nanos(delay)), scheduled++, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  /** Advances the clock and runs the tasks that become due. */
  public void advance(Duration duration) {
    long until = elapsed + duration.toNanos();
    for (Timer next = timers.peek(); next != null && next.at() <= until; next = timers.peek()) {
      timers.remove(next);
      elapsed = next.at();
      next.task().run();
    }
    elapsed = until;
  }

  /** Runs the tasks that are due now. */
  public void settle() {
    advance(Duration.ZERO);
  }

  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  public int timers() {
    return timers.size();
  }

  private static long nanos(Duration delay) {
    return delay.compareTo(Duration.ofDays(10_000)) > 0
        ? Duration.ofDays(10_000).toNanos()
        : delay.toNanos();
  }
}
