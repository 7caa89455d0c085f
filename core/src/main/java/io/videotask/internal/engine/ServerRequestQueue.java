package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Queues the queries of all tasks to one server: first in, first out, with a maximum number in
 * flight and an adaptive rate limit. Each server has its own queue, so that a server that hangs
 * delays no other. Thread-safe.
 */
final class ServerRequestQueue extends TimerQueue.TimerEntry {
  /** Maximum number of calls in flight: each holds a thread on a JVM without virtual threads. */
  private static final int MAX_IN_FLIGHT = 256;

  private final TimeSource time;
  private final TimerQueue timers;
  private final RateLimiter rateLimiter;
  private final AdaptiveRateLimiter adaptiveLimiter;
  private final Queue<QueuedRequest> urgent = new ArrayDeque<>();
  private final Queue<QueuedRequest> waiting = new ArrayDeque<>();
  private final PollLogger log;
  private final ServerHealth health = new ServerHealth();
  private int inFlight;
  private boolean hasSlot;
  private long slotAt;
  private long usedSlot;
  private boolean draining;

  ServerRequestQueue(TimeSource time, TimerQueue timers, RateLimiter rateLimiter, PollLogger log) {
    this.log = log;
    this.time = time;
    this.timers = timers;
    this.rateLimiter = rateLimiter;
    this.adaptiveLimiter = new AdaptiveRateLimiter(time);
  }

  /** A query that waits to be sent. */
  interface QueuedRequest {
    /** Returns whether the query is still to be sent. Called while the queue's lock is held. */
    boolean isWanted();

    /**
     * Sends the query, on another thread if that runs user callbacks. The sender must call {@link
     * #finished} when the query has been answered or has failed.
     *
     * @return false if the query is no longer wanted and nothing is sent
     */
    boolean dispatch();
  }

  /**
   * Enqueues a single query, or a poll that was requested: before all scheduled polls, and
   * regardless of the adaptive rate limit.
   */
  void enqueueUrgent(QueuedRequest request) {
    drain(enqueueIn(urgent, request));
  }

  /**
   * Enqueues a poll that a callback has caused: before all scheduled polls, but after them while
   * the server limits the rate, as callbacks can be forged.
   */
  void enqueueForCallback(QueuedRequest request) {
    boolean limited;
    synchronized (this) {
      limited = !adaptiveLimiter.isUnlimited();
    }
    drain(enqueueIn(limited ? waiting : urgent, request));
  }

  /** Enqueues a scheduled poll; sends it at once if nothing delays it. */
  void enqueue(QueuedRequest request) {
    drain(enqueueIn(waiting, request));
  }

  /**
   * Records that a query that was sent has been answered or never will be.
   *
   * @param pollResult its result; null if it says nothing about the server
   * @param sentAt when it was sent, as {@link TimeSource#nanoTime()}
   */
  void finished(@Nullable PollResult<?> pollResult, long sentAt, StatusQuery<?> query) {
    QueuedRequest next;
    ServerHealth.Line limit = null;
    ServerHealth.Line line = null;
    synchronized (this) {
      inFlight--;
      if (pollResult != null) {
        limit = adjustRate(pollResult, sentAt, query);
        line = health.record(pollResult, query, time.nanoTime());
      }
      next = beginDraining();
    }
    log(limit);
    log(line);
    drain(next);
  }

  /** Returns whether queries to the server fail, whatever the task. */
  synchronized boolean isFailing() {
    return health.isFailing();
  }

  /** See {@link ServerHealth#lastAnswerBeforeFailures}. */
  synchronized @Nullable Long lastAnswerBeforeFailures() {
    return health.lastAnswerBeforeFailures();
  }

  /** Returns whether failures of a single task may be logged. */
  synchronized boolean mayLogTask() {
    return health.mayLogTask(time.nanoTime());
  }

  @Override
  void due() {
    QueuedRequest next;
    synchronized (this) {
      next = beginDraining();
    }
    drain(next);
  }

  /** The share of the rate limit has changed: the reserved slot may come sooner. */
  void rateLimitChanged() {
    timers.set(this, time.nanoTime());
  }

  private void log(ServerHealth.@Nullable Line line) {
    if (line != null) {
      log.log(line.level(), line.message());
    }
  }

  private ServerHealth.@Nullable Line adjustRate(
      PollResult<?> pollResult, long sentAt, StatusQuery<?> query) {
    PollResult.Failed<?> failed =
        pollResult instanceof PollResult.Failed<?> failure ? failure : null;
    boolean tooFast = failed != null && failed.advice() == PollResult.RetryAdvice.RETRY_SLOWER;
    Duration retryAfter =
        failed == null || failed.advice() == PollResult.RetryAdvice.NONE
            ? null
            : failed.retryAfter();
    // "Retry-After: 0" asks for a retry at once, not for a lower rate.
    boolean retryLater = retryAfter != null && retryAfter.compareTo(Duration.ZERO) > 0;
    if (tooFast || retryLater) {
      adaptiveLimiter.throttled(retryAfter, sentAt);
      return tooFast ? health.rateLimited(query, time.nanoTime()) : null;
    }
    // Any other failure says nothing about the rate.
    adaptiveLimiter.notThrottled();
    return adaptiveLimiter.isUnlimited() ? health.limitLifted(query, time.nanoTime()) : null;
  }

  private synchronized @Nullable QueuedRequest enqueueIn(
      Queue<QueuedRequest> queue, QueuedRequest request) {
    queue.add(request);
    return beginDraining();
  }

  /**
   * Returns the next query to send and makes the calling thread the drainer; null if there is none,
   * or another thread drains already.
   */
  private @Nullable QueuedRequest beginDraining() {
    if (draining) {
      return null;
    }
    draining = true;
    return next();
  }

  /**
   * Sends queries until none may be sent. Single drainer: a query may be answered while it is being
   * sent, and call back into this class.
   */
  private void drain(@Nullable QueuedRequest first) {
    for (QueuedRequest request = first; request != null; ) {
      boolean dispatched = false;
      try {
        dispatched = request.dispatch();
      } catch (Throwable e) {
        // Nothing was sent; the queries behind it are served all the same.
      }
      synchronized (this) {
        if (!dispatched) {
          inFlight--;
          // Nothing was sent: the next query gets the slot. No other was reserved, since only the
          // drainer does that.
          hasSlot = true;
          slotAt = usedSlot;
        }
        request = next();
      }
    }
  }

  private @Nullable QueuedRequest next() {
    boolean more = false;
    try {
      QueuedRequest request = nextToSend();
      more = request != null;
      return request;
    } finally {
      draining = more;
    }
  }

  private @Nullable QueuedRequest nextToSend() {
    Queue<QueuedRequest> queue = queueToServe();
    if (queue == null) {
      if (hasSlot) {
        hasSlot = false;
        rateLimiter.release(slotAt);
      }
      return null;
    }
    if (inFlight >= MAX_IN_FLIGHT) {
      return null;
    }
    long now = time.nanoTime();
    if (!hasSlot) {
      // Reserved once: reserving again would delay this query and those to all other servers.
      slotAt = rateLimiter.reserveAt();
      hasSlot = true;
    }
    long rateDelay = queue == urgent ? 0 : adaptiveLimiter.delay().toNanos();
    long delay = Math.max(rateLimiter.delayNanos(slotAt), rateDelay);
    if (delay > 0) {
      timers.set(this, now + delay);
      return null;
    }
    hasSlot = false;
    usedSlot = slotAt;
    inFlight++;
    adaptiveLimiter.sent();
    return queue.remove();
  }

  /** Returns the queue whose head is the next to be sent; null if both are empty. */
  private @Nullable Queue<QueuedRequest> queueToServe() {
    for (Queue<QueuedRequest> queue : List.of(urgent, waiting)) {
      for (QueuedRequest request = queue.peek(); request != null; request = queue.peek()) {
        if (request.isWanted()) {
          return queue;
        }
        queue.remove();
      }
    }
    return null;
  }
}
