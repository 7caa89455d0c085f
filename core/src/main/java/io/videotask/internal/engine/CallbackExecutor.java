package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs user callbacks: listeners and dependents of returned futures. One daemon thread runs them
 * while they return quickly. When a callback blocks, further threads are started after {@link
 * #CHECK_INTERVAL}, so that it delays no other callback for long. No task is lost: if no thread can
 * be started, the task runs once one can. An executor that keeps a thread does not depend on that:
 * once a thread has been idle, one always is, unless callbacks block. Exceptions of tasks are
 * ignored. Thread-safe.
 */
public final class CallbackExecutor implements Executor, AutoCloseable {
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

  /** The interval while no thread can be started: the JVM prints a warning for each try. */
  private static final Duration START_RETRY_INTERVAL = Duration.ofMillis(200);

  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_THREADS = 512;

  private final TimeSource time;
  private final String name;
  private final boolean keepsThread;
  private final ThreadStarter threadStarter;
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private int threads;
  private int idle;
  private int started;
  private boolean checkScheduled;
  private boolean startFailed;
  private boolean closed;
  private long dequeued;
  private long dequeuedBefore;
  private int stuckChecks;
  private int threadsAdded;

  /** Starts a thread; may throw what {@link Thread#start} throws. */
  @FunctionalInterface
  public interface ThreadStarter {
    void start(Thread thread);
  }

  /**
   * Starts no thread yet, and keeps none that is idle.
   *
   * @param time its timer checks that the queue makes progress
   * @param name prefix of the threads' names
   */
  CallbackExecutor(TimeSource time, String name) {
    this(time, name, false, Thread::start);
  }

  /**
   * Starts no thread yet.
   *
   * @param time its timer checks that the queue makes progress
   * @param name prefix of the threads' names
   * @param keepsThread whether one idle thread is kept until this is closed
   * @param threadStarter starts the threads
   */
  public CallbackExecutor(
      TimeSource time, String name, boolean keepsThread, ThreadStarter threadStarter) {
    this.time = time;
    this.name = name;
    this.keepsThread = keepsThread;
    this.threadStarter = threadStarter;
  }

  /**
   * Starts the first thread, unless one is running.
   *
   * @throws OutOfMemoryError or what else {@link Thread#start} throws, if that is not possible
   */
  public synchronized void ensureThread() {
    if (threads == 0 && !closed) {
      startThread();
    }
  }

  /** Never throws. After {@link #close()}, tasks run on the calling thread. */
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
        scheduleCheck();
        return;
      }
    }
    CallbackFailures.ignore(task);
  }

  /** Tasks that were submitted before still run. */
  @Override
  public void close() {
    boolean noThreads;
    synchronized (this) {
      closed = true;
      notifyAll();
      noThreads = threads == 0;
    }
    if (noThreads) {
      // No thread could be started, and no timer retries.
      for (Runnable task = poll(); task != null; task = poll()) {
        CallbackFailures.ignore(task);
      }
    }
  }

  private synchronized @Nullable Runnable poll() {
    return queue.poll();
  }

  /** Schedules a check of the queue's progress; guarded by this. */
  private void scheduleCheck() {
    if (checkScheduled || queue.isEmpty()) {
      return;
    }
    checkScheduled = true;
    dequeuedBefore = dequeued;
    try {
      time.schedule(startFailed ? START_RETRY_INTERVAL : CHECK_INTERVAL, this::check);
    } catch (Throwable e) {
      // The next task schedules the check again; running threads continue.
      checkScheduled = false;
    }
  }

  private synchronized void check() {
    checkScheduled = false;
    // Tasks that the threads added by the last check have taken are no progress: those threads are
    // blocked as well.
    boolean stuck = dequeued - dequeuedBefore <= threadsAdded;
    threadsAdded = 0;
    if (queue.isEmpty() || !stuck) {
      stuckChecks = 0;
    } else {
      // The longer the queue makes no progress, the more threads are likely to be needed.
      stuckChecks++;
      while (threadsAdded < Math.min(stuckChecks, queue.size())
          && threads < MAX_THREADS
          && start()) {
        threadsAdded++;
      }
    }
    scheduleCheck();
  }

  /** Starts a thread; returns false if that is not possible now. Guarded by this. */
  private boolean start() {
    try {
      startThread();
      startFailed = false;
    } catch (Throwable e) {
      // The next check of the queue retries.
      startFailed = true;
    }
    return !startFailed;
  }

  private void startThread() {
    threads++;
    boolean running = false;
    try {
      Thread thread = new Thread(this::work, name + ++started);
      thread.setDaemon(true);
      threadStarter.start(thread);
      running = true;
    } finally {
      threads -= running ? 0 : 1;
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      CallbackFailures.ignore(task);
      // A callback may have left its thread interrupted.
      Thread.interrupted();
    }
  }

  private synchronized @Nullable Runnable next() {
    long since = time.nanoTime();
    while (queue.isEmpty()) {
      long left = keepsThread ? Long.MAX_VALUE : IDLE_TIMEOUT.toNanos() - (time.nanoTime() - since);
      if (closed || idle > 0 || left <= 0) {
        threads--;
        return null;
      }
      idle++;
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        // The interrupt was meant for a callback, not for the next task.
      }
      idle--;
    }
    dequeued++;
    return queue.poll();
  }
}
