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
 * The thread that waits for one answer, and meanwhile does itself what there is to do for it: that
 * saves the way to another thread and back. Tasks may come from any thread.
 *
 * @param <T> what it waits for
 */
final class CallerRunsExecutor<T> implements Executor {
  private final Thread thread = Thread.currentThread();
  private final Queue<Runnable> tasks = new ArrayDeque<>(2);
  private volatile @Nullable CompletableFuture<T> awaited;
  private boolean gone;

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      if (!gone) {
        tasks.add(task);
        if (thread != Thread.currentThread()) {
          LockSupport.unpark(thread);
        }
        return;
      }
    }
    // There is nobody who waits for what comes of it, but somebody may count it.
    task.run();
  }

  /**
   * Waits, on the thread that made this, once.
   *
   * @throws InterruptedException when the thread is interrupted; the future is cancelled then
   * @throws ExecutionException what the future ended with
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
      leave();
    }
    if (future.isCancelled() && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return future.get();
  }

  /** A socket does not notice that its thread is interrupted: somebody else has to look. */
  void stopIfInterrupted() {
    CompletableFuture<T> future = awaited;
    if (future != null && thread.isInterrupted()) {
      future.cancel(true);
    }
  }

  private synchronized @Nullable Runnable next() {
    return tasks.poll();
  }

  private void leave() {
    List<Runnable> left;
    synchronized (this) {
      gone = true;
      left = List.copyOf(tasks);
    }
    left.forEach(Runnable::run);
  }
}
