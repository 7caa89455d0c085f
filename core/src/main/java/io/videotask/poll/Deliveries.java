package io.videotask.poll;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs what belongs to others: their listeners, and whatever hangs on their futures. One daemon
 * thread does as long as they return soon. Where one keeps it, another thread takes over after a
 * moment, so that those who block hold up nobody else. Thread-safe.
 */
public final class Deliveries implements Executor, AutoCloseable {
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final int MOST_THREADS = 512;

  private final Time time;
  private final ThreadPoolExecutor threads;
  private boolean watching;
  private long doneBefore;

  /**
   * No thread yet.
   *
   * @param time whose timer watches over the threads
   */
  public Deliveries(Time time) {
    this.time = time;
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "videotask-delivery-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            // What comes after the closing is run by whoever brings it: it must not be lost.
            (task, closed) -> task.run());
    threads.setMaximumPoolSize(MOST_THREADS);
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
    watch();
  }

  /** What has been handed in still runs. */
  @Override
  public void close() {
    threads.shutdown();
  }

  private synchronized void watch() {
    if (!watching && !threads.getQueue().isEmpty()) {
      watching = true;
      doneBefore = threads.getCompletedTaskCount();
      time.schedule(A_MOMENT, this::relieve);
    }
  }

  private synchronized void relieve() {
    watching = false;
    if (threads.getQueue().isEmpty()) {
      threads.setCorePoolSize(1);
    } else if (threads.getCompletedTaskCount() == doneBefore
        && threads.getCorePoolSize() < MOST_THREADS) {
      threads.setCorePoolSize(threads.getCorePoolSize() + 1);
    }
    watch();
  }
}
