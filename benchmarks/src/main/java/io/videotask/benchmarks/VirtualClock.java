package io.videotask.benchmarks;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** A clock that jumps from timer to timer. */
final class VirtualClock implements TimeSource {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private long nanos;
  private long scheduled;

  private static final class Timer implements Comparable<Timer> {
    final long at;
    final long number;
    final Runnable task;
    boolean cancelled;

    Timer(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    @Override
    public int compareTo(Timer other) {
      int order = Long.compare(at, other.at);
      return order == 0 ? Long.compare(number, other.number) : order;
    }
  }

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  static Instant at(double seconds) {
    return START.plusNanos((long) (seconds * 1e9));
  }

  double seconds() {
    return nanos / 1e9;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Timer timer = new Timer(nanos + Math.max(0, delay.toNanos()), scheduled++, task);
    timers.add(timer);
    return () -> timer.cancelled = true;
  }

  void at(double seconds, Runnable task) {
    schedule(Duration.ofNanos((long) (seconds * 1e9) - nanos), task);
  }

  /** Runs timers until none is left. */
  void runAll() {
    for (Timer next = timers.poll(); next != null; next = timers.poll()) {
      if (!next.cancelled) {
        nanos = next.at;
        next.task.run();
      }
    }
  }
}
