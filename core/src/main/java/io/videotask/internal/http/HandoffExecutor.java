package io.videotask.internal.http;

import io.videotask.internal.http.FairCallQueue.Ticket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on platform threads: one thread for each running call, up to a bound, shared fairly
 * between servers by a {@link FairCallQueue}.
 *
 * <p>When the completion of a call starts another call, that call is handed to the completing
 * thread, which is about to be free. An ordinary pool would start a second thread, and end up with
 * half as many threads again as calls.
 */
final class HandoffExecutor implements CallExecutor {
  /** How many threads beyond the running calls may be returning from a completed call. */
  private static final int MAX_RETURNING = 2;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final ThreadLocal<@Nullable Worker> WORKER = new ThreadLocal<>();

  private final ThreadFactory factory;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairCallQueue queue;

  /** Calls that count as running, for the threads that are about to be free. */
  private final Queue<Ticket> ready = new ArrayDeque<>();

  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private int threads;
  private boolean shutdown;

  /**
   * Creates an executor without threads.
   *
   * @param factory creates the threads; an exception means that no thread is available
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  HandoffExecutor(ThreadFactory factory, LongSupplier nanoTime) {
    this.factory = factory;
    this.queue = new FairCallQueue(nanoTime);
  }

  /**
   * Completes a call. A call that is started by the completion may be queued until {@code
   * completion} has returned, so {@code completion} must not wait for a response.
   */
  static void completeCall(Runnable completion) {
    Worker worker = WORKER.get();
    if (worker == null) {
      completion.run();
      return;
    }
    worker.finish();
    worker.completing = true;
    try {
      completion.run();
    } finally {
      worker.completing = false;
    }
  }

  @Override
  public Runnable execute(Object key, Runnable call) {
    lock.lock();
    try {
      if (shutdown) {
        throw new RejectedExecutionException("the client is closed");
      }
      Ticket ticket = queue.ticket(key, call);
      if (!queue.tryAdmit(ticket)) {
        queue.enqueue(ticket);
      } else {
        Throwable failure = dispatch(ticket);
        if (failure != null) {
          throw new RejectedExecutionException("no thread can be started", failure);
        }
      }
      return () -> withdraw(ticket);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void shutdown() {
    lock.lock();
    try {
      shutdown = true;
      queue.clear();
      idle.forEach(worker -> worker.wake.signal());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Assigns a thread to a call that is counted as running.
   *
   * @return why the call will never run, in which case it is no longer counted; null if it will run
   */
  private @Nullable Throwable dispatch(Ticket ticket) {
    Worker current = WORKER.get();
    if (current != null && current.isOf(this) && current.completing && current.next == null) {
      current.next = ticket;
      return null;
    }
    Worker idleWorker = idle.poll();
    if (idleWorker != null) {
      idleWorker.next = ticket;
      idleWorker.wake.signal();
      return null;
    }
    if (threads >= queue.running() + MAX_RETURNING) {
      ready.add(ticket);
      return null;
    }
    Throwable failure = start(ticket);
    if (failure != null) {
      if (threads > 0) {
        // One of the existing threads will run it.
        queue.requeue(ticket);
        return null;
      }
      queue.ended(ticket);
    }
    return failure;
  }

  private @Nullable Throwable start(Ticket ticket) {
    if (threads > 0 && queue.isBoundLowered()) {
      // Starting a thread failed recently, and the JVM prints a warning each time.
      return new OutOfMemoryError("no thread could be started a moment ago");
    }
    try {
      Worker worker = new Worker(ticket);
      factory.newThread(worker).start();
      threads++;
      return null;
    } catch (Throwable e) {
      queue.lowerBound(threads);
      return e;
    }
  }

  private void withdraw(Ticket ticket) {
    lock.lock();
    try {
      queue.withdraw(ticket);
    } finally {
      lock.unlock();
    }
  }

  /** A thread and its call. All fields but {@link #completing} are guarded by the lock. */
  private final class Worker implements Runnable {
    private final Condition wake = lock.newCondition();
    private @Nullable Ticket next;
    private @Nullable Ticket current;
    private boolean completing;

    Worker(Ticket first) {
      this.next = first;
    }

    boolean isOf(HandoffExecutor pool) {
      return pool == HandoffExecutor.this;
    }

    @Override
    public void run() {
      WORKER.set(this);
      for (Ticket ticket = nextCall(); ticket != null; ticket = nextCall()) {
        try {
          ticket.call().run();
        } catch (Throwable ignored) {
          // A call completes its own future in any case; other calls need the thread.
        } finally {
          finish();
        }
      }
    }

    /** Stops counting the call as running, so that another may start. */
    private void finish() {
      lock.lock();
      try {
        if (current != null) {
          queue.ended(current);
          current = null;
          if (next == null) {
            next = queue.nextAdmitted();
          }
        }
      } finally {
        lock.unlock();
      }
    }

    /** Waits for the next call; returns null if the thread is no longer needed. */
    private @Nullable Ticket nextCall() {
      lock.lock();
      try {
        // A callback may have left the interrupt flag set.
        Thread.interrupted();
        Ticket ticket = next == null ? ready.poll() : next;
        if (ticket == null) {
          ticket = queue.nextAdmitted();
        }
        if (ticket == null) {
          idle.push(this);
          awaitNext();
          ticket = next;
        }
        next = null;
        current = ticket;
        if (ticket == null) {
          idle.remove(this);
          threads--;
        }
        return ticket;
      } finally {
        lock.unlock();
      }
    }

    private void awaitNext() {
      long left = IDLE_NANOS;
      while (next == null && !shutdown && left > 0) {
        try {
          left = wake.awaitNanos(left);
        } catch (InterruptedException ignored) {
          // The interruption was meant for an earlier call.
        }
      }
    }
  }
}
