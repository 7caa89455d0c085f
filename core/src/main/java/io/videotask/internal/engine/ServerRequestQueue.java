package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The queries to one server, of all tasks: in the order in which they were due, so many at once,
 * and no faster than the server has shown that it can take. A server that is stuck fills its own
 * lane and nobody else's. Thread-safe.
 */
final class ServerRequestQueue extends TimerQueue.TimerEntry {
  /** Each call in flight holds a thread where the JVM has no virtual ones. */
  private static final int AT_ONCE = 256;

  private final TimeSource time;
  private final TimerQueue timetable;
  private final RateLimiter pace;
  private final AdaptiveRateLimiter throttle;
  private final Queue<QueuedRequest> urgent = new ArrayDeque<>();
  private final Queue<QueuedRequest> waiting = new ArrayDeque<>();
  private final PollLogger log;
  private final ServerHealth health = new ServerHealth();
  private int inFlight;
  private boolean hasSlot;
  private long slotAt;
  private long takenSlot;
  private boolean letting;

  ServerRequestQueue(TimeSource time, TimerQueue timetable, RateLimiter pace, PollLogger log) {
    this.log = log;
    this.time = time;
    this.timetable = timetable;
    this.pace = pace;
    this.throttle = new AdaptiveRateLimiter(time);
  }

  /** A query that waits to be sent. */
  interface QueuedRequest {
    /** Whether it is still to be sent. Called under the lane's lock. */
    boolean isWanted();

    /**
     * Has it sent, by another thread where that runs foreign code. Whoever does must tell the lane
     * when the answer is there.
     *
     * @return false where nobody wants it any more, and nothing is sent
     */
    boolean take();
  }

  /**
   * Goes before all waits, and past a server's wish to be asked less: somebody wants to know now.
   */
  void enterFirst(QueuedRequest turn) {
    letThrough(firstAfter(urgent, turn));
  }

  /** Takes its turn, at once where nothing is in the way. */
  void enter(QueuedRequest turn) {
    letThrough(firstAfter(waiting, turn));
  }

  /**
   * A query that took its turn has been answered, or never will be.
   *
   * @param look what it came to; null where that says nothing about the server
   * @param sentAt when it took its turn
   */
  void leave(@Nullable PollResult<?> look, long sentAt, StatusQuery<?> query) {
    QueuedRequest next;
    ServerHealth.Line limit = null;
    ServerHealth.Line line = null;
    synchronized (this) {
      inFlight--;
      if (look != null) {
        limit = hear(look, sentAt, query);
        line = health.heard(look, query, time.nanoTime());
      }
      next = first();
    }
    log(limit);
    log(line);
    letThrough(next);
  }

  /** Whether queries to the server fail, of whatever task. */
  synchronized boolean isFailing() {
    return health.isFailing();
  }

  /** Whether the log may have a line on one task of the server. */
  synchronized boolean mayLogTask() {
    return health.mayLogTask(time.nanoTime());
  }

  @Override
  void due() {
    QueuedRequest next;
    synchronized (this) {
      next = first();
    }
    letThrough(next);
  }

  private void log(ServerHealth.@Nullable Line line) {
    if (line != null) {
      log.log(line.level(), line.message());
    }
  }

  private ServerHealth.@Nullable Line hear(PollResult<?> look, long sentAt, StatusQuery<?> query) {
    PollResult.Failed<?> failed = look instanceof PollResult.Failed<?> failure ? failure : null;
    boolean tooFast = failed != null && failed.remedy() == PollResult.RetryAdvice.RETRY_SLOWER;
    Duration wish =
        failed == null || failed.remedy() == PollResult.RetryAdvice.NONE
            ? null
            : failed.retryAfter();
    // "Retry-After: 0" wants to be asked again, and not less.
    boolean later = wish != null && wish.compareTo(Duration.ZERO) > 0;
    if (tooFast || later) {
      throttle.complained(wish, sentAt);
      return tooFast ? health.complained(query, time.nanoTime()) : null;
    }
    // Whatever else is wrong, it is not that we ask too fast.
    throttle.answered();
    return throttle.isOpen() ? health.opened(query, time.nanoTime()) : null;
  }

  private synchronized @Nullable QueuedRequest firstAfter(
      Queue<QueuedRequest> queue, QueuedRequest turn) {
    queue.add(turn);
    return first();
  }

  /** The next one for whoever begins to let them through; null where somebody does already. */
  private @Nullable QueuedRequest first() {
    if (letting) {
      return null;
    }
    letting = true;
    return next();
  }

  /** Single drainer: a query may be answered while it is being sent, and call back here. */
  private void letThrough(@Nullable QueuedRequest first) {
    for (QueuedRequest turn = first; turn != null; ) {
      boolean taken = false;
      try {
        taken = turn.take();
      } catch (Throwable e) {
        // It sends nothing; those behind it are served all the same.
      }
      synchronized (this) {
        if (!taken) {
          inFlight--;
          // Nothing was sent: its slot is the next one's.
          if (hasSlot) {
            pace.giveBack(takenSlot);
          } else {
            hasSlot = true;
            slotAt = takenSlot;
          }
        }
        turn = next();
      }
    }
  }

  private @Nullable QueuedRequest next() {
    boolean goOn = false;
    try {
      QueuedRequest turn = nextWanted();
      goOn = turn != null;
      return turn;
    } finally {
      letting = goOn;
    }
  }

  private @Nullable QueuedRequest nextWanted() {
    Queue<QueuedRequest> queue = firstWanted();
    if (queue == null) {
      if (hasSlot) {
        hasSlot = false;
        pace.giveBack(slotAt);
      }
      return null;
    }
    if (inFlight >= AT_ONCE) {
      return null;
    }
    long now = time.nanoTime();
    if (!hasSlot) {
      // Taken once: asking for another would put it off, and the slots of all other lanes.
      slotAt = pace.reserveAt();
      hasSlot = true;
    }
    long heldBack = queue == urgent ? 0 : throttle.delay().toNanos();
    long delay = Math.max(slotAt - now, heldBack);
    if (delay > 0) {
      timetable.set(this, now + delay);
      return null;
    }
    hasSlot = false;
    takenSlot = slotAt;
    inFlight++;
    throttle.sent();
    return queue.remove();
  }

  /** The queue whose first query is the next to be sent; null where none is. */
  private @Nullable Queue<QueuedRequest> firstWanted() {
    for (Queue<QueuedRequest> queue : List.of(urgent, waiting)) {
      for (QueuedRequest turn = queue.peek(); turn != null; turn = queue.peek()) {
        if (turn.isWanted()) {
          return queue;
        }
        queue.remove();
      }
    }
    return null;
  }
}
