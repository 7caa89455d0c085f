package io.videotask.internal.http;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on platform threads: one thread for each running call, up to a bound, shared fairly
 * between servers.
 *
 * <p>When the completion of a call starts another call, that call is handed to the completing
 * thread, which is about to be free. An ordinary pool would start a second thread, and end up with
 * half as many threads again as calls.
 *
 * <p>A server may have {@value #FACTOR} times as many running calls as there are free threads, so
 * busy servers always leave some free, however many they are: one server gets 256 of {@value
 * #BOUND}, four get 75 each, forty get 8 each. This is the dynamic threshold of shared packet
 * buffers (Choudhury and Hahne, 1998). A server with few running calls may exceed the bound by up
 * to {@value #RESERVE} threads in total; the last of these go only to servers without a running
 * call. If a thread can't be started, the bound is lowered to the number of existing threads for a
 * while.
 */
final class HandoffExecutor implements CallExecutor {
  static final int BOUND = 320;
  static final int RESERVE = 64;
  private static final int FACTOR = 4;

  /** The same factor for the threads beyond the bound: a server gets an eighth of the free ones. */
  private static final int RESERVE_FACTOR = 8;

  /** How many threads beyond the running calls may be returning from a completed call. */
  private static final int MAX_RETURNING = 2;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How long no thread is started after one failed to start. */
  private static final long START_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final ThreadLocal<@Nullable Worker> WORKER = new ThreadLocal<>();

  private final ThreadFactory factory;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Server> servers = new HashMap<>();

  /** Servers with queued calls, least recently served first. */
  private final Set<Server> waitingServers = new LinkedHashSet<>();

  /** Calls that count as running, for the threads that are about to be free. */
  private final Queue<Ticket> ready = new ArrayDeque<>();

  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private int bound = BOUND;
  private long loweredAt;
  private int running;
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
    this.nanoTime = nanoTime;
  }

  /** The calls of one server; kept while it has any. */
  private static final class Server {
    private final Object key;
    private final Set<Ticket> tickets = new LinkedHashSet<>();
    private int running;

    Server(Object key) {
      this.key = key;
    }
  }

  /** One submitted call. Compared by identity. */
  private record Ticket(Server server, Runnable call) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
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
      Server server = servers.computeIfAbsent(key, Server::new);
      Ticket ticket = new Ticket(server, call);
      if (!server.tickets.isEmpty() || !mayStart(server)) {
        enqueue(ticket);
      } else {
        countRunning(server);
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
      waitingServers.forEach(server -> server.tickets.clear());
      waitingServers.clear();
      idle.forEach(worker -> worker.wake.signal());
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the server's next call may start. */
  private boolean mayStart(Server server) {
    if (bound < BOUND && nanoTime.getAsLong() - loweredAt >= START_RETRY_NANOS) {
      bound = BOUND;
    }
    return running == 0
        || server.running < FACTOR * (bound - running)
        || server.running * RESERVE_FACTOR < bound + RESERVE - running;
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
    if (threads >= running + MAX_RETURNING) {
      ready.add(ticket);
      return null;
    }
    Throwable failure = start(ticket);
    if (failure != null) {
      uncountRunning(ticket.server());
      if (threads > 0) {
        // One of the existing threads will run it.
        enqueue(ticket);
        return null;
      }
      forgetIfUnused(ticket.server());
    }
    return failure;
  }

  private @Nullable Throwable start(Ticket ticket) {
    if (threads > 0 && bound < BOUND) {
      // Starting a thread failed recently, and the JVM prints a warning each time.
      return new OutOfMemoryError("no thread could be started a moment ago");
    }
    try {
      Worker worker = new Worker(ticket);
      factory.newThread(worker).start();
      threads++;
      return null;
    } catch (Throwable e) {
      bound = Math.max(1, threads);
      loweredAt = nanoTime.getAsLong();
      return e;
    }
  }

  /** Removes the next call from its queue and counts it as running; null if none may start. */
  private @Nullable Ticket nextAdmitted() {
    Server next = null;
    for (Server server : waitingServers) {
      if ((next == null || server.running < next.running) && mayStart(server)) {
        next = server;
      }
    }
    if (next == null) {
      return null;
    }
    Ticket ticket = next.tickets.iterator().next();
    next.tickets.remove(ticket);
    waitingServers.remove(next);
    if (!next.tickets.isEmpty()) {
      waitingServers.add(next);
    }
    countRunning(next);
    return ticket;
  }

  private void enqueue(Ticket ticket) {
    ticket.server().tickets.add(ticket);
    waitingServers.add(ticket.server());
  }

  private void withdraw(Ticket ticket) {
    lock.lock();
    try {
      Server server = ticket.server();
      if (server.tickets.remove(ticket) && server.tickets.isEmpty()) {
        waitingServers.remove(server);
        forgetIfUnused(server);
      }
    } finally {
      lock.unlock();
    }
  }

  private void countRunning(Server server) {
    server.running++;
    running++;
  }

  private void uncountRunning(Server server) {
    server.running--;
    running--;
  }

  private void forgetIfUnused(Server server) {
    if (server.running == 0 && server.tickets.isEmpty()) {
      servers.remove(server.key);
    }
  }

  /** A thread and its call. All fields but {@link #completing} are guarded by the lock. */
  private final class Worker implements Runnable {
    private final Condition wake = lock.newCondition();
    private @Nullable Ticket next;
    private @Nullable Server server;
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
        if (server != null) {
          uncountRunning(server);
          forgetIfUnused(server);
          server = null;
          if (next == null) {
            next = nextAdmitted();
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
        @SuppressWarnings("unused")
        boolean cleared = Thread.interrupted();
        Ticket ticket = next == null ? ready.poll() : next;
        if (ticket == null) {
          ticket = nextAdmitted();
        }
        if (ticket == null) {
          idle.push(this);
          awaitNext();
          ticket = next;
        }
        next = null;
        server = ticket == null ? null : ticket.server();
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
