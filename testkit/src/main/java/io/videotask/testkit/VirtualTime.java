package io.videotask.testkit;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that advances only while all participants wait for it, and then jumps to the next timer:
 * a wait of an hour takes a fraction of a second, and is reproducible if one thread waits. The
 * clock is paused while a request is in progress. It can't detect work of the program between two
 * calls; call {@link #pause()} for that. Pass the same instance to the gateway and the client:
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * FakeGateway gateway = FakeGateway.start(time);
 * VideoTasks videos = gateway.client().build();
 * }</pre>
 *
 * <p>The timeout of a request and other clocks of the program run in real time. Thread-safe; {@link
 * #close()} stops its thread.
 */
public final class VirtualTime implements TimeSource, AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::sequence));
  private final Instant start;
  private long elapsed;
  private long timerCount;
  private int pauses;
  private boolean closed;

  /** Creates a clock that starts at 2026-01-01T00:00:00Z. */
  public VirtualTime() {
    this(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /**
   * Creates a clock that starts at this instant.
   *
   * @param start the first value of {@link #now()}
   */
  public VirtualTime(Instant start) {
    this.start = start;
    Thread thread = new Thread(this::run, "virtual-time");
    thread.setDaemon(true);
    thread.start();
  }

  private record Timer(long at, long sequence, Runnable task) {}

  @Override
  public synchronized Instant now() {
    return start.plusNanos(elapsed);
  }

  @Override
  public synchronized long nanoTime() {
    return elapsed;
  }

  /** Returns the time since the start of this clock. */
  public synchronized Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    Timer timer = new Timer(elapsed + Math.max(0, bounded.toNanos()), timerCount++, task);
    timers.add(timer);
    notifyAll();
    return () -> cancel(timer);
  }

  private synchronized void cancel(Timer timer) {
    timers.remove(timer);
  }

  /**
   * Pauses the clock while a program works between two calls. No wait ends until the returned
   * action has run.
   */
  @Override
  public synchronized Runnable pause() {
    pauses++;
    return this::resume;
  }

  private synchronized void resume() {
    pauses--;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void run() {
    for (Runnable due = nextDue(); due != null; due = nextDue()) {
      try {
        due.run();
      } catch (RuntimeException e) {
        // A failing timer must not stop the others; its exception goes to the usual handler of
        // uncaught exceptions.
        Thread self = Thread.currentThread();
        self.getUncaughtExceptionHandler().uncaughtException(self, e);
      }
    }
  }

  /**
   * Waits until the clock is not paused, and advances it to the next timer. Returns null once it is
   * closed.
   */
  private synchronized @Nullable Runnable nextDue() {
    try {
      while (!closed && (pauses > 0 || timers.isEmpty())) {
        wait();
      }
    } catch (InterruptedException e) {
      return null;
    }
    if (closed) {
      return null;
    }
    Timer timer = timers.remove();
    elapsed = Math.max(elapsed, timer.at());
    return timer.task();
  }
}
