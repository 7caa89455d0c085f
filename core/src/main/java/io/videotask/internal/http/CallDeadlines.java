package io.videotask.internal.http;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose deadline has passed, whatever their threads are doing: OkHttp's own timeout only
 * closes the socket, which a blocked callback does not notice. All calls have the same time limit,
 * so they expire in the order in which they began, and one timer serves all of them. Thread-safe.
 */
final class CallDeadlines {
  /** How long after OkHttp's own timeout, which is meant to fire first. */
  static final Duration GRACE = Duration.ofMillis(500);

  private final TimeSource time;
  private final Duration limit;
  private final Map<TimedCall, Long> calls = new LinkedHashMap<>();
  private TimeSource.@Nullable Cancellable pendingTimer;

  CallDeadlines(TimeSource time, Duration requestTimeout) {
    this.time = time;
    this.limit = requestTimeout.plus(GRACE);
  }

  /**
   * Starts the time limit of a call. If this throws, the limit has not started.
   *
   * @return false if the call has ended already
   */
  boolean begin(TimedCall call) {
    synchronized (this) {
      calls.put(call, time.nanoTime());
      try {
        if (pendingTimer == null) {
          pendingTimer = time.schedule(limit, this::onTimer);
        }
      } catch (Throwable e) {
        calls.remove(call);
        throw e;
      }
    }
    if (call.isDone()) {
      end(call);
      return false;
    }
    return true;
  }

  /** Removes a call that has ended. */
  synchronized void end(TimedCall call) {
    calls.remove(call);
    if (calls.isEmpty() && pendingTimer != null && time.granularity().isZero()) {
      pendingTimer.cancel();
      pendingTimer = null;
    }
  }

  /** Returns the running calls, and no longer ends them. */
  synchronized List<TimedCall> close() {
    List<TimedCall> open = List.copyOf(calls.keySet());
    calls.clear();
    return open;
  }

  private void onTimer() {
    List<TimedCall> due = new ArrayList<>();
    synchronized (this) {
      pendingTimer = null;
      long now = time.nanoTime();
      Iterator<Map.Entry<TimedCall, Long>> each = calls.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<TimedCall, Long> oldest = each.next();
        Duration left = limit.minusNanos(now - oldest.getValue());
        if (left.compareTo(Duration.ZERO) > 0) {
          reschedule(left);
          break;
        }
        due.add(oldest.getKey());
        each.remove();
      }
    }
    due.forEach(TimedCall::expire);
  }

  private void reschedule(Duration left) {
    try {
      pendingTimer = time.schedule(left, this::onTimer);
    } catch (Throwable e) {
      // The next call schedules a timer; calls that are due now must end nevertheless.
      pendingTimer = null;
    }
  }
}
