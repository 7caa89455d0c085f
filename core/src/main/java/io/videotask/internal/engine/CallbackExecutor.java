package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs user callbacks: listeners, dependents of returned futures, whatever else belongs to others.
 * One daemon thread does as long as they return soon. Where one keeps it, other threads take over
 * after a moment, so that those who block hold up nobody else. What was handed in is never lost:
 * where no thread can be started, it runs as soon as one can. What it throws is ignored.
 * Thread-safe.
 */
public final class CallbackExecutor implements Executor, AutoCloseable {
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int MOST_THREADS = 512;

  private final TimeSource time;
  private final String name;
  private final ThreadStart threadStart;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private int threads;
  private int idle;
  private int started;
  private boolean watching;
  private boolean closed;
  private long taken;
  private long takenBefore;
  private int stuckFor;
  private int relief;

  /** Starts a thread; may throw what {@link Thread#start} throws. */
  @FunctionalInterface
  interface ThreadStart {
    void start(Thread thread);
  }

  /**
   * No thread yet.
   *
   * @param time whose timer watches over the threads
   */
  public CallbackExecutor(TimeSource time) {
    this(time, "videotask-delivery-");
  }

  /**
   * No thread yet.
   *
   * @param time whose timer watches over the threads
   * @param name what the threads' names begin with
   */
  public CallbackExecutor(TimeSource time, String name) {
    this(time, name, Thread::start);
  }

  CallbackExecutor(TimeSource time, String name, ThreadStart threadStart) {
    this.time = time;
    this.name = name;
    this.threadStart = threadStart;
  }

  /** Never throws. What comes after the closing is run by whoever brings it. */
  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (!closed) {
        queue.add(task);
        if (idle > 0) {
          notify();
        } else if (threads == 0) {
          start();
        }
        watch();
        return;
      }
    }
    CompositePollListener.quietly(task);
  }

  /** What has been handed in still runs. */
  @Override
  public void close() {
    boolean nobody;
    synchronized (this) {
      closed = true;
      notifyAll();
      nobody = threads == 0;
    }
    if (nobody) {
      // No thread could be started, and no timer will try again.
      for (Runnable task = poll(); task != null; task = poll()) {
        CompositePollListener.quietly(task);
      }
    }
  }

  private synchronized @Nullable Runnable poll() {
    return queue.poll();
  }

  /** Looks after a moment whether the queue moves; guarded by this. */
  private void watch() {
    if (watching || queue.isEmpty()) {
      return;
    }
    watching = true;
    takenBefore = taken;
    try {
      time.schedule(A_MOMENT, this::relieve);
    } catch (Throwable e) {
      // The next task tries again; the threads that there are go on.
      watching = false;
    }
  }

  private synchronized void relieve() {
    watching = false;
    // What the threads took that were started last time, and no more: they are stuck as well.
    boolean stuck = taken - takenBefore <= relief;
    relief = 0;
    if (queue.isEmpty() || !stuck) {
      stuckFor = 0;
    } else {
      // The longer nothing moves, the more threads are likely to be needed.
      stuckFor++;
      while (relief < Math.min(stuckFor, queue.size()) && threads < MOST_THREADS) {
        start();
        relief++;
      }
    }
    watch();
  }

  /** Starts a thread where that can be done; guarded by this. */
  private void start() {
    threads++;
    try {
      Thread thread = new Thread(this::work, name + ++started);
      thread.setDaemon(true);
      threadStart.start(thread);
    } catch (Throwable e) {
      // No thread now: the watch over the queue tries again in a moment.
      threads--;
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      CompositePollListener.quietly(task);
      // A callback may have left its interruption behind.
      Thread.interrupted();
    }
  }

  private synchronized @Nullable Runnable next() {
    long since = time.nanoTime();
    while (queue.isEmpty()) {
      long left = IDLE.toNanos() - (time.nanoTime() - since);
      if (closed || idle > 0 || left <= 0) {
        threads--;
        return null;
      }
      idle++;
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        // Only a callback's: it is not meant for what comes next.
      }
      idle--;
    }
    taken++;
    return queue.poll();
  }
}
