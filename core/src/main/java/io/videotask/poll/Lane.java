package io.videotask.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The queries to one server, of all tasks: in the order in which they were due, so many at once,
 * and no faster than the server has shown that it can take. A server that is stuck fills its own
 * lane and nobody else's. Thread-safe.
 */
final class Lane extends Timetable.Appointment {
  /** Each call in flight holds a thread where the JVM has no virtual ones. */
  private static final int AT_ONCE = 256;

  private final Time time;
  private final Timetable timetable;
  private final RequestPace pace;
  private final Throttle throttle;
  private final Queue<Turn> urgent = new ArrayDeque<>();
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int inFlight;
  private boolean hasSlot;
  private long slotAt;
  private boolean letting;

  Lane(Time time, Timetable timetable, RequestPace pace) {
    this.time = time;
    this.timetable = timetable;
    this.pace = pace;
    this.throttle = new Throttle(time);
  }

  /** A query that waits to be sent. */
  interface Turn {
    /**
     * Sends it. Whoever does must tell the lane when the answer is there.
     *
     * @return false where nobody wants it any more, and nothing was sent
     */
    boolean take();
  }

  /**
   * Goes before all waits, and past a server's wish to be asked less: somebody wants to know now.
   */
  void enterFirst(Turn turn) {
    letThrough(firstAfter(urgent, turn));
  }

  /** Takes its turn, at once where nothing is in the way. */
  void enter(Turn turn) {
    letThrough(firstAfter(waiting, turn));
  }

  /**
   * A query that took its turn has been answered, or never will be.
   *
   * @param look what it came to; null where that says nothing about the server
   * @param sentAt when it took its turn
   */
  void leave(@Nullable Look<?> look, long sentAt) {
    Turn next;
    synchronized (this) {
      inFlight--;
      hear(look, sentAt);
      next = first();
    }
    letThrough(next);
  }

  @Override
  void due() {
    Turn next;
    synchronized (this) {
      next = first();
    }
    letThrough(next);
  }

  private void hear(@Nullable Look<?> look, long sentAt) {
    Look.Failed<?> failed = look instanceof Look.Failed<?> failure ? failure : null;
    boolean tooFast = failed != null && failed.remedy() == Look.Remedy.RETRY_SLOWER;
    Duration wish = failed == null || failed.remedy() == Look.Remedy.NONE ? null : failed.wish();
    // "Retry-After: 0" wants to be asked again, and not less.
    boolean later = wish != null && wish.compareTo(Duration.ZERO) > 0;
    if (tooFast || later) {
      throttle.complained(wish, sentAt);
    } else if (look != null) {
      // Whatever else is wrong, it is not that we ask too fast.
      throttle.answered();
    }
  }

  private synchronized @Nullable Turn firstAfter(Queue<Turn> queue, Turn turn) {
    queue.add(turn);
    return first();
  }

  /** The next one for whoever begins to let them through; null where somebody does already. */
  private @Nullable Turn first() {
    if (letting) {
      return null;
    }
    letting = true;
    return next();
  }

  /** One thread at a time: a query may be answered before it has been sent, so to speak. */
  private void letThrough(@Nullable Turn first) {
    for (Turn turn = first; turn != null; ) {
      boolean taken;
      try {
        taken = turn.take();
      } catch (Throwable e) {
        synchronized (this) {
          inFlight--;
          letting = false;
        }
        throw e;
      }
      synchronized (this) {
        inFlight -= taken ? 0 : 1;
        turn = next();
      }
    }
  }

  private @Nullable Turn next() {
    Queue<Turn> queue = urgent.isEmpty() ? waiting : urgent;
    if (queue.isEmpty() || inFlight >= AT_ONCE) {
      letting = false;
      return null;
    }
    long now = time.nanoTime();
    if (!hasSlot) {
      // Taken once: asking for another would put it off, and the slots of all other lanes.
      slotAt = now + pace.reserve().toNanos();
      hasSlot = true;
    }
    long heldBack = queue == urgent ? 0 : throttle.delay().toNanos();
    long delay = Math.max(slotAt - now, heldBack);
    if (delay > 0) {
      timetable.set(this, now + delay);
      letting = false;
      return null;
    }
    hasSlot = false;
    inFlight++;
    throttle.sent();
    return queue.remove();
  }
}
