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
 * Platform threads for calls: one for each call under way, up to a bound, shared fairly between
 * servers.
 *
 * <p>Where a call follows from another's end, the thread of that one is about to be free: an
 * ordinary pool would start a second one, and have half as many threads again as there are calls.
 *
 * <p>A server may have {@value #FACTOR} times as many calls under way as there are free places, so
 * that the busy ones always leave some free, however many they are: one server gets 256 of the
 * {@value #BOUND}, four get 75 each, forty get 8 each. This is the dynamic threshold of shared
 * packet buffers (Choudhury and Hahne, 1998). A server with few under way gets some more beyond the
 * bound, up to {@value #NEWCOMERS} for all servers, the last of them only where it has none. A
 * thread that can't be started lowers the bound to what there is for a while.
 */
final class HandoffExecutor implements CallExecutor {
  static final int BOUND = 320;
  static final int NEWCOMERS = 64;
  private static final int FACTOR = 4;

  /** A server that has few gets some of those beyond the bound: an eighth of what is free there. */
  private static final int FACTOR_OF_NEWCOMERS = 8;

  /** So many more threads than calls may be on their way back from a call's end. */
  private static final int SPARE = 2;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How long no further thread is tried after one could not be started. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final ThreadLocal<@Nullable Worker> WORKER = new ThreadLocal<>();

  private final ThreadFactory factory;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Server> servers = new HashMap<>();

  /** Those whose calls wait; who was served last is at the end. */
  private final Set<Server> waiting = new LinkedHashSet<>();

  /** Calls that count as under way, for the threads that are about to be free. */
  private final Queue<Ticket> ready = new ArrayDeque<>();

  private final ArrayDeque<Worker> idle = new ArrayDeque<>();
  private int bound = BOUND;
  private long loweredAt;
  private int underWay;
  private int threads;
  private boolean shutdown;

  /**
   * @param factory makes the threads; what it throws means that there is none
   * @param nanoTime a clock that never jumps
   */
  HandoffExecutor(ThreadFactory factory, LongSupplier nanoTime) {
    this.factory = factory;
    this.nanoTime = nanoTime;
  }

  /** What belongs to one server; there while it has calls. */
  private static final class Server {
    private final Object key;
    private final Set<Ticket> tickets = new LinkedHashSet<>();
    private int underWay;

    Server(Object key) {
      this.key = key;
    }
  }

  /** One call that was handed in. */
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
   * Reports the end of a call to whoever waits for it. What is started by that may have to wait
   * until it has returned, so nothing in it may wait for an answer.
   */
  static void tellEnd(Runnable end) {
    Worker worker = WORKER.get();
    if (worker == null) {
      end.run();
      return;
    }
    worker.end();
    worker.telling = true;
    try {
      end.run();
    } finally {
      worker.telling = false;
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
      if (!server.tickets.isEmpty() || !mayRun(server)) {
        letWait(ticket);
      } else {
        count(server);
        Throwable failure = begin(ticket);
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
      waiting.forEach(server -> server.tickets.clear());
      waiting.clear();
      idle.forEach(worker -> worker.wake.signal());
    } finally {
      lock.unlock();
    }
  }

  /** Whether the next call of this server may begin. */
  private boolean mayRun(Server server) {
    if (bound < BOUND && nanoTime.getAsLong() - loweredAt >= PAUSE_NANOS) {
      bound = BOUND;
    }
    return underWay == 0
        || server.underWay < FACTOR * (bound - underWay)
        || server.underWay * FACTOR_OF_NEWCOMERS < bound + NEWCOMERS - underWay;
  }

  /**
   * Gets a call that has been counted a thread.
   *
   * @return why there will never be one, and then it counts no more; null where there will be
   */
  private @Nullable Throwable begin(Ticket ticket) {
    Worker here = WORKER.get();
    if (here != null && here.isOf(this) && here.telling && here.next == null) {
      here.next = ticket;
      return null;
    }
    Worker free = idle.poll();
    if (free != null) {
      free.next = ticket;
      free.wake.signal();
      return null;
    }
    if (threads >= underWay + SPARE) {
      ready.add(ticket);
      return null;
    }
    Throwable failure = start(ticket);
    if (failure != null) {
      uncount(ticket.server());
      if (threads > 0) {
        // It can have one of those that there are.
        letWait(ticket);
        return null;
      }
      forgetIfUnused(ticket.server());
    }
    return failure;
  }

  private @Nullable Throwable start(Ticket ticket) {
    if (threads > 0 && bound < BOUND) {
      // A moment ago there was none, and the JVM prints a line each time.
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

  /** The call to run next, counted; null where none is to be run now. */
  private @Nullable Ticket admitted() {
    Server next = null;
    for (Server server : waiting) {
      if ((next == null || server.underWay < next.underWay) && mayRun(server)) {
        next = server;
      }
    }
    if (next == null) {
      return null;
    }
    Ticket ticket = next.tickets.iterator().next();
    next.tickets.remove(ticket);
    waiting.remove(next);
    if (!next.tickets.isEmpty()) {
      waiting.add(next);
    }
    count(next);
    return ticket;
  }

  private void letWait(Ticket ticket) {
    ticket.server().tickets.add(ticket);
    waiting.add(ticket.server());
  }

  private void withdraw(Ticket ticket) {
    lock.lock();
    try {
      Server server = ticket.server();
      if (server.tickets.remove(ticket) && server.tickets.isEmpty()) {
        waiting.remove(server);
        forgetIfUnused(server);
      }
    } finally {
      lock.unlock();
    }
  }

  private void count(Server server) {
    server.underWay++;
    underWay++;
  }

  private void uncount(Server server) {
    server.underWay--;
    underWay--;
  }

  private void forgetIfUnused(Server server) {
    if (server.underWay == 0 && server.tickets.isEmpty()) {
      servers.remove(server.key);
    }
  }

  /** A thread, and what it knows of its call. All but {@link #telling} is guarded by the lock. */
  private final class Worker implements Runnable {
    private final Condition wake = lock.newCondition();
    private @Nullable Ticket next;
    private @Nullable Server calling;
    private boolean telling;

    Worker(Ticket first) {
      this.next = first;
    }

    boolean isOf(HandoffExecutor pool) {
      return pool == HandoffExecutor.this;
    }

    @Override
    public void run() {
      WORKER.set(this);
      for (Ticket ticket = take(); ticket != null; ticket = take()) {
        try {
          ticket.call().run();
        } catch (Throwable ignored) {
          // A call ends its own future, whatever happens; its thread is needed by others.
        } finally {
          end();
        }
      }
    }

    /** The call does not count as under way any more, and another may begin. */
    private void end() {
      lock.lock();
      try {
        if (calling != null) {
          uncount(calling);
          forgetIfUnused(calling);
          calling = null;
          if (next == null) {
            next = admitted();
          }
        }
      } finally {
        lock.unlock();
      }
    }

    /** Waits for a call; null where this thread is no longer needed. */
    private @Nullable Ticket take() {
      lock.lock();
      try {
        // A caller's code may have left it set.
        boolean unused = Thread.interrupted();
        Ticket ticket = next == null ? ready.poll() : next;
        if (ticket == null) {
          ticket = admitted();
        }
        if (ticket == null) {
          idle.push(this);
          awaitCall();
          ticket = next;
        }
        next = null;
        calling = ticket == null ? null : ticket.server();
        if (ticket == null) {
          idle.remove(this);
          threads--;
        }
        return ticket;
      } finally {
        lock.unlock();
      }
    }

    private void awaitCall() {
      long left = IDLE_NANOS;
      while (next == null && !shutdown && left > 0) {
        try {
          left = wake.awaitNanos(left);
        } catch (InterruptedException ignored) {
          // Whatever it was meant for, it is over.
        }
      }
    }
  }
}
