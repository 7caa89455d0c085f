package io.videotask.benchmarks;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** A clock that jumps from alarm to alarm. */
final class VirtualClock implements TimeSource {
  static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Ring> rings = new PriorityQueue<>();
  private long nanos;
  private long scheduled;

  private static final class Ring implements Comparable<Ring> {
    final long at;
    final long number;
    final Runnable task;
    boolean cancelled;

    Ring(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    @Override
    public int compareTo(Ring other) {
      int order = Long.compare(at, other.at);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  @Override
  public Instant now() {
    return BEGINNING.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  static Instant at(double seconds) {
    return BEGINNING.plusNanos((long) (seconds * 1e9));
  }

  double seconds() {
    return nanos / 1e9;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Ring ring = new Ring(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
    rings.add(ring);
    return () -> ring.cancelled = true;
  }

  void at(double seconds, Runnable task) {
    schedule(Duration.ofNanos((long) (seconds * 1e9) - nanos), task);
  }

  /** Rings until no alarm is left. */
  void runDry() {
    for (Ring next = rings.poll(); next != null; next = rings.poll()) {
      if (!next.cancelled) {
        nanos = next.at;
        next.task.run();
      }
    }
  }
}
