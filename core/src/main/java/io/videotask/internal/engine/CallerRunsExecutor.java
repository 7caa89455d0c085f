package io.videotask.internal.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the calling thread while that thread waits for a future, which saves two switches
 * to another thread. Tasks may be submitted from any thread.
 *
 * @param <T> the future's result
 */
final class CallerRunsExecutor<T> implements Executor {
  private final Thread thread = Thread.currentThread();
  private final Queue<Runnable> tasks = new ArrayDeque<>(2);
  private volatile @Nullable CompletableFuture<T> awaited;
  private boolean finished;

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (!finished) {
        tasks.add(task);
        if (thread != Thread.currentThread()) {
          LockSupport.unpark(thread);
        }
        return;
      }
    }
    // The caller no longer waits for the result, but the task may have counters to update.
    task.run();
  }

  /**
   * Waits for the future and runs tasks meanwhile. To be called once, on the thread that created
   * this executor.
   *
   * @throws InterruptedException when the thread is interrupted; the future is cancelled then
   * @throws ExecutionException if the future completed exceptionally
   */
  T get(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    awaited = future;
    future.whenComplete((value, thrown) -> LockSupport.unpark(thread));
    try {
      while (!future.isDone()) {
        if (thread.isInterrupted()) {
          future.cancel(true);
          continue;
        }
        Runnable task = next();
        if (task != null) {
          task.run();
        } else {
          LockSupport.park(this);
        }
      }
    } finally {
      future.cancel(true);
      finish();
    }
    if (future.isCancelled() && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return future.get();
  }

  /**
   * Cancels the future if the waiting thread has been interrupted: blocking socket I/O does not
   * notice an interrupt, so another thread has to check.
   */
  void stopIfInterrupted() {
    CompletableFuture<T> future = awaited;
    if (future != null && thread.isInterrupted()) {
      future.cancel(true);
    }
  }

  private synchronized @Nullable Runnable next() {
    return tasks.poll();
  }

  private void finish() {
    List<Runnable> remaining;
    synchronized (this) {
      finished = true;
      remaining = List.copyOf(tasks);
    }
    remaining.forEach(Runnable::run);
  }
}
