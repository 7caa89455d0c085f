package io.videotask.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is up, whatever their threads are doing: OkHttp's own time-out only closes
 * the socket, which no callback that hangs takes notice of. All calls have the same time, so they
 * are due in the order in which they came, and one alarm is enough for all. Thread-safe.
 */
final class CallDeadlines {
  /** So much later than OkHttp's own time-out, which is to come first. */
  static final Duration GRACE = Duration.ofMillis(500);

  private final Timer timer;
  private final Duration time;
  private final Map<TimedCall, Long> calls = new LinkedHashMap<>();
  private @Nullable Runnable alarm;

  CallDeadlines(Timer timer, Duration requestTimeout) {
    this.timer = timer;
    this.time = requestTimeout.plus(GRACE);
  }

  /**
   * From now on the call has its time; what throws here has not begun it.
   *
   * @return false where it has ended already
   */
  boolean begin(TimedCall call) {
    synchronized (this) {
      calls.put(call, timer.nanoTime());
      try {
        if (alarm == null) {
          alarm = timer.schedule(time, this::ring);
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

  /** It has ended. */
  synchronized void end(TimedCall call) {
    calls.remove(call);
    if (calls.isEmpty() && alarm != null && timer.isExact()) {
      alarm.run();
      alarm = null;
    }
  }

  /** All that are under way, and they get no alarm any more. */
  synchronized List<TimedCall> close() {
    List<TimedCall> open = List.copyOf(calls.keySet());
    calls.clear();
    return open;
  }

  private void ring() {
    List<TimedCall> due = new ArrayList<>();
    synchronized (this) {
      alarm = null;
      long now = timer.nanoTime();
      Iterator<Map.Entry<TimedCall, Long>> each = calls.entrySet().iterator();
      while (each.hasNext()) {
        Map.Entry<TimedCall, Long> oldest = each.next();
        Duration left = time.minusNanos(now - oldest.getValue());
        if (left.compareTo(Duration.ZERO) > 0) {
          ringAfter(left);
          break;
        }
        due.add(oldest.getKey());
        each.remove();
      }
    }
    due.forEach(TimedCall::expire);
  }

  private void ringAfter(Duration left) {
    try {
      alarm = timer.schedule(left, this::ring);
    } catch (Throwable e) {
      // The next call sets one; those that are due now must end all the same.
      alarm = null;
    }
  }
}
