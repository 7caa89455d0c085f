package io.videotask.internal.http;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which calls may run, so that threads are shared fairly between servers.
 *
 * <p>A server may have {@value #FACTOR} times as many running calls as there are free threads, so
 * busy servers always leave some free, however many they are: one server gets 256 of {@value
 * #BOUND}, four get 75 each, forty get 8 each. This is the dynamic threshold of shared packet
 * buffers (Choudhury and Hahne, 1998). A server with few running calls may exceed the bound by up
 * to {@value #RESERVE} threads in total; the last of these go only to servers without a running
 * call. If a thread can't be started, the bound is lowered to the number of existing threads for a
 * while. Not thread-safe.
 */
final class FairCallQueue {
  static final int BOUND = 320;
  static final int RESERVE = 64;
  private static final int FACTOR = 4;

  /** The same factor for the threads beyond the bound: a server gets an eighth of the free ones. */
  private static final int RESERVE_FACTOR = 8;

  /** How long the bound stays lowered. */
  private static final long LOWERED_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private final Map<Object, Server> servers = new HashMap<>();

  /** Servers with queued calls, least recently served first. */
  private final Set<Server> waitingServers = new LinkedHashSet<>();

  private int bound = BOUND;
  private long loweredAt;
  private int running;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   */
  FairCallQueue(LongSupplier nanoTime) {
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
  static final class Ticket {
    private final Server server;
    private final Runnable call;

    private Ticket(Server server, Runnable call) {
      this.server = server;
      this.call = call;
    }

    Runnable call() {
      return call;
    }
  }

  /**
   * Creates the ticket of a call, which must be admitted or enqueued.
   *
   * @param server identifies the server by equality
   */
  Ticket ticket(Object server, Runnable call) {
    return new Ticket(servers.computeIfAbsent(server, Server::new), call);
  }

  /** Counts a call as running if it may start at once; false if it has to be enqueued. */
  boolean tryAdmit(Ticket ticket) {
    Server server = ticket.server;
    if (!server.tickets.isEmpty() || !mayStart(server)) {
      return false;
    }
    countRunning(server);
    return true;
  }

  void enqueue(Ticket ticket) {
    ticket.server.tickets.add(ticket);
    waitingServers.add(ticket.server);
  }

  /** Removes a call that is still queued. */
  void withdraw(Ticket ticket) {
    Server server = ticket.server;
    if (server.tickets.remove(ticket) && server.tickets.isEmpty()) {
      waitingServers.remove(server);
      forgetIfUnused(server);
    }
  }

  /** Removes the next call from its queue and counts it as running; null if none may start. */
  @Nullable Ticket nextAdmitted() {
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

  /** Stops counting a call as running. */
  void ended(Ticket ticket) {
    uncountRunning(ticket);
    forgetIfUnused(ticket.server);
  }

  /** Puts a call that was counted as running back into its queue. */
  void requeue(Ticket ticket) {
    uncountRunning(ticket);
    enqueue(ticket);
  }

  /** Returns how many calls count as running. */
  int running() {
    return running;
  }

  /** Lowers the bound for a while, because no further thread can be started. */
  void lowerBound(int threads) {
    bound = Math.max(1, threads);
    loweredAt = nanoTime.getAsLong();
  }

  boolean isBoundLowered() {
    return bound < BOUND;
  }

  /** Drops all queued calls. */
  void clear() {
    waitingServers.forEach(server -> server.tickets.clear());
    waitingServers.clear();
  }

  /** Returns whether the server's next call may start. */
  private boolean mayStart(Server server) {
    if (bound < BOUND && nanoTime.getAsLong() - loweredAt >= LOWERED_NANOS) {
      bound = BOUND;
    }
    return running == 0
        || server.running < FACTOR * (bound - running)
        || server.running * RESERVE_FACTOR < bound + RESERVE - running;
  }

  private void countRunning(Server server) {
    server.running++;
    running++;
  }

  private void uncountRunning(Ticket ticket) {
    ticket.server.running--;
    running--;
  }

  private void forgetIfUnused(Server server) {
    if (server.running == 0 && server.tickets.isEmpty()) {
      servers.remove(server.key);
    }
  }
}
