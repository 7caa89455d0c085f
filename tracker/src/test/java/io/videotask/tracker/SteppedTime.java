package io.videotask.tracker;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that a test advances; timers run on the thread that does. */
final class SteppedTime implements TimeSource {
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at));
  private long nanos;

  private record Timer(long at, Runnable task) {}

  void advance(Duration duration) {
    long end = nanos + duration.toNanos();
    for (Timer next = timers.peek(); next != null && next.at() <= end; next = timers.peek()) {
      timers.remove();
      nanos = Math.max(nanos, next.at());
      next.task().run();
    }
    nanos = end;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_000_000).plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Timer timer = new Timer(nanos + delay.toNanos(), task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }
}
