package io.videotask.testkit;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that goes on only when everybody waits for it, and then leaps to the next alarm: a wait
 * of an hour takes a fraction of a second, and comes out the same each time where one thread waits.
 * It stands still while a request is under way, and does not know of what a program does between
 * two calls: {@link #pause()} does. Give the same one to the gateway and to the client:
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * FakeGateway gateway = FakeGateway.start(time);
 * VideoTasks videos = gateway.client().build();
 * }</pre>
 *
 * <p>What does not go by it takes real time: the time-out of one request, and whatever a program
 * does on clocks of its own. Thread-safe; closing it stops its thread.
 */
public final class VirtualTime implements TimeSource, AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final PriorityQueue<Ring> rings =
      new PriorityQueue<>(Comparator.comparingLong(Ring::at).thenComparingLong(Ring::number));
  private final Instant beginning;
  private long elapsed;
  private long scheduled;
  private int held;
  private boolean closed;

  /** A clock that begins at the start of 2026, in UTC. */
  public VirtualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /**
   * A clock that begins at this moment.
   *
   * @param beginning what {@link #now()} is at first
   */
  public VirtualTime(Instant beginning) {
    this.beginning = beginning;
    Thread thread = new Thread(this::run, "virtual-time");
    thread.setDaemon(true);
    thread.start();
  }

  private record Ring(long at, long number, Runnable task) {}

  @Override
  public synchronized Instant now() {
    return beginning.plusNanos(elapsed);
  }

  @Override
  public synchronized long nanoTime() {
    return elapsed;
  }

  /** How much time has passed by this clock. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    Ring ring = new Ring(elapsed + Math.max(0, bounded.toNanos()), scheduled++, task);
    rings.add(ring);
    notifyAll();
    return () -> cancel(ring);
  }

  private synchronized void cancel(Ring ring) {
    rings.remove(ring);
  }

  /**
   * Makes it stand still, for a program that is at work between two calls. A wait does not end
   * before the returned action has run.
   */
  @Override
  public synchronized Runnable pause() {
    held++;
    return this::release;
  }

  private synchronized void release() {
    held--;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void run() {
    for (Runnable due = next(); due != null; due = next()) {
      try {
        due.run();
      } catch (RuntimeException e) {
        // As on any timer: what one alarm throws is not the others' trouble. It is shown as any
        // thread's would be.
        Thread self = Thread.currentThread();
        self.getUncaughtExceptionHandler().uncaughtException(self, e);
      }
    }
  }

  /** Waits until nobody works, and leaps to the next alarm; null once it is closed. */
  private synchronized @Nullable Runnable next() {
    try {
      while (!closed && (held > 0 || rings.isEmpty())) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    if (closed) {
      return null;
    }
    Ring ring = rings.remove();
    elapsed = Math.max(elapsed, ring.at());
    return ring.task();
  }
}
