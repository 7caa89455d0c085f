package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Sends the queries of all tasks to one server, with a maximum number in flight and an adaptive
 * rate limit. They are queued by the client's rate limits, in a {@link RateLimitedQueue} each. Each
 * server has its own queues, so that a server that hangs delays no other. Thread-safe.
 */
final class ServerRequestQueue extends TimerQueue.TimerEntry {
  /** Maximum number of calls in flight: each holds a thread on a JVM without virtual threads. */
  private static final int MAX_IN_FLIGHT = 256;

  private final TimeSource time;
  private final TimerQueue timers;
  private final AdaptiveRateLimiter adaptiveLimiter;
  private final PollLogger log;
  private final ServerHealth health = new ServerHealth();

  /** Written while the lock is held; a copy for each new one. */
  private volatile RateLimitedQueue[] queues = {};

  /** The index after the queue that was served last, so that queues take turns. */
  private int turn;

  /** The queue of the query that the drainer sends; null before the first one. */
  private @Nullable RateLimitedQueue sending;

  private int inFlight;
  private boolean draining;

  ServerRequestQueue(TimeSource time, TimerQueue timers, PollLogger log) {
    this.log = log;
    this.time = time;
    this.timers = timers;
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

  /** Returns the queue of the queries with a rate limit. */
  RateLimitedQueue queue(RateLimiter rateLimiter) {
    RateLimitedQueue known = find(rateLimiter);
    return known == null ? add(rateLimiter) : known;
  }

  private @Nullable RateLimitedQueue find(RateLimiter rateLimiter) {
    for (RateLimitedQueue queue : queues) {
      if (queue.rateLimiter == rateLimiter) {
        return queue;
      }
    }
    return null;
  }

  private synchronized RateLimitedQueue add(RateLimiter rateLimiter) {
    RateLimitedQueue known = find(rateLimiter);
    if (known != null) {
      return known;
    }
    RateLimitedQueue[] more = Arrays.copyOf(queues, queues.length + 1);
    RateLimitedQueue added = new RateLimitedQueue(this, rateLimiter);
    more[more.length - 1] = added;
    queues = more;
    return added;
  }

  /** Adds a request to a queue of this server's, and sends it at once if nothing delays it. */
  void enqueue(Queue<QueuedRequest> queue, QueuedRequest request) {
    QueuedRequest next;
    synchronized (this) {
      queue.add(request);
      next = beginDraining();
    }
    drain(next);
  }

  /** Returns whether the adaptive rate limit or a pause applies. */
  synchronized boolean isRateLimited() {
    return !adaptiveLimiter.isUnlimited();
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

  /** The share of the rate limits has changed: reserved slots may come sooner. */
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
          returnSlot();
        }
        request = next();
      }
    }
  }

  private void returnSlot() {
    RateLimitedQueue queue = sending;
    if (queue != null) {
      queue.returnSlot();
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

  /**
   * Takes the next query that may be sent now, the urgent ones first, out of its queue; if none
   * may, sets the timer to when the first may.
   */
  private @Nullable QueuedRequest nextToSend() {
    RateLimitedQueue[] all = queues;
    RateLimitedQueue chosen = null;
    Queue<QueuedRequest> from = null;
    boolean chosenIsUrgent = false;
    long soonest = Long.MAX_VALUE;
    int index = turn;
    for (int i = 0; i < all.length; i++, index++) {
      if (index >= all.length) {
        index = 0;
      }
      RateLimitedQueue queue = all[index];
      Queue<QueuedRequest> toServe = queue.toServe();
      if (toServe == null || inFlight >= MAX_IN_FLIGHT) {
        continue;
      }
      boolean urgent = queue.isUrgent(toServe);
      long rateDelay = urgent ? 0 : adaptiveLimiter.delay().toNanos();
      long delay = Math.max(queue.delayNanos(), rateDelay);
      if (delay > 0) {
        soonest = Math.min(soonest, delay);
      } else if (chosen == null || (urgent && !chosenIsUrgent)) {
        chosen = queue;
        from = toServe;
        chosenIsUrgent = urgent;
        turn = index + 1;
      }
    }
    if (chosen == null || from == null) {
      if (soonest != Long.MAX_VALUE) {
        timers.set(this, time.nanoTime() + soonest);
      }
      return null;
    }
    inFlight++;
    adaptiveLimiter.sent();
    chosen.useSlot();
    sending = chosen;
    return from.remove();
  }
}
