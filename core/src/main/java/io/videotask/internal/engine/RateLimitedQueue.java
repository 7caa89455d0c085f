package io.videotask.internal.engine;

import io.videotask.internal.engine.ServerRequestQueue.QueuedRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Queues the queries to one server that share a rate limit: first in, first out, the urgent ones
 * first. Two gateways at one server have a queue each where one has a rate limit of its own, so
 * that a query that waits for one limit delays none with the other, and uses no slot of it. The
 * methods that enqueue are thread-safe; the others are guarded by the lock of the {@link
 * ServerRequestQueue}, and called by its drainer only.
 */
final class RateLimitedQueue {
  final ServerRequestQueue server;
  final RateLimiter rateLimiter;
  private final Queue<QueuedRequest> urgent = new ArrayDeque<>();
  private final Queue<QueuedRequest> waiting = new ArrayDeque<>();
  private boolean hasSlot;
  private long slotAt;

  RateLimitedQueue(ServerRequestQueue server, RateLimiter rateLimiter) {
    this.server = server;
    this.rateLimiter = rateLimiter;
  }

  /**
   * Enqueues a single query, or a poll that was requested: before all scheduled polls, and
   * regardless of the adaptive rate limit.
   */
  void enqueueUrgent(QueuedRequest request) {
    server.enqueue(urgent, request);
  }

  /**
   * Enqueues a poll that a callback has caused: before all scheduled polls, but after them while
   * the server limits the rate, as callbacks can be forged.
   */
  void enqueueForCallback(QueuedRequest request) {
    server.enqueue(server.isRateLimited() ? waiting : urgent, request);
  }

  /** Enqueues a scheduled poll; sends it at once if nothing delays it. */
  void enqueue(QueuedRequest request) {
    server.enqueue(waiting, request);
  }

  /**
   * Returns the queue whose head is the next to be sent, {@link #isUrgent urgent} or not; null if
   * there is none. Releases the slot then.
   */
  @Nullable Queue<QueuedRequest> toServe() {
    Queue<QueuedRequest> first = hasWanted(urgent) ? urgent : waiting;
    if (first == urgent || hasWanted(waiting)) {
      return first;
    }
    if (hasSlot) {
      hasSlot = false;
      rateLimiter.release(slotAt);
    }
    return null;
  }

  boolean isUrgent(Queue<QueuedRequest> queue) {
    return queue == urgent;
  }

  private static boolean hasWanted(Queue<QueuedRequest> queue) {
    for (QueuedRequest request = queue.peek(); request != null; request = queue.peek()) {
      if (request.isWanted()) {
        return true;
      }
      queue.remove();
    }
    return false;
  }

  /** Returns how long it is until the rate limit allows the next query. */
  long delayNanos() {
    if (!hasSlot) {
      // Reserved once: reserving again would delay this query and those to all other servers.
      slotAt = rateLimiter.reserveAt();
      hasSlot = true;
    }
    return rateLimiter.delayNanos(slotAt);
  }

  /** A query is sent in the slot. */
  void useSlot() {
    hasSlot = false;
  }

  /**
   * Nothing was sent: the next query gets the slot. No other was reserved, since only the drainer
   * does that.
   */
  void returnSlot() {
    hasSlot = true;
  }
}
