package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any number of appointments on one alarm of the timer: a binary heap, a few words for each
 * appointment. Moments are rounded up to the clock's granularity, so that appointments close to
 * each other cost one alarm together. Thread-safe.
 */
final class TimerQueue {
  /** Further ahead than anybody waits, and near enough that moments can still be compared. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** What threw when it was due is called again after this. */
  private static final Duration AFTER_A_THROW = Duration.ofSeconds(1);

  private final TimeSource time;
  private final long granularity;
  private @Nullable TimerEntry[] heap = new TimerEntry[16];
  private int size;
  private TimeSource.@Nullable Cancellable alarm;
  private long alarmAt;
  private boolean closed;

  TimerQueue(TimeSource time) {
    this.time = time;
    this.granularity = time.granularity().toNanos();
  }

  /** Something that has one moment to be called at. Its fields belong to the timetable. */
  abstract static class TimerEntry {
    private long at;
    private int slot = -1;

    /** The moment has come. Called on the timer's thread, without a lock: it must return soon. */
    abstract void due();
  }

  /** The moment that lies this far ahead. */
  long in(Duration delay) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return time.nanoTime() + (bounded.isNegative() ? 0 : bounded.toNanos());
  }

  /** Makes the appointment, or moves it. */
  synchronized void set(TimerEntry appointment, long at) {
    if (closed) {
      return;
    }
    if (appointment.slot < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      appointment.at = at;
      up(size++, appointment);
    } else {
      boolean sooner = at - appointment.at < 0;
      appointment.at = at;
      if (sooner) {
        up(appointment.slot, appointment);
      } else {
        down(appointment.slot, appointment);
      }
    }
    ringInTime();
  }

  /** Calls it off; one that has just come due may still be called. */
  synchronized void remove(TimerEntry appointment) {
    if (appointment.slot >= 0) {
      take(appointment);
      ringInTime();
    }
  }

  /** Calls everything off, now and for ever. */
  synchronized void close() {
    closed = true;
    Arrays.fill(heap, null);
    size = 0;
    ringInTime();
  }

  private void ring() {
    List<TimerEntry> due = new ArrayList<>();
    synchronized (this) {
      alarm = null;
      long now = time.nanoTime();
      for (TimerEntry first = heap[0]; first != null && first.at - now <= 0; first = heap[0]) {
        take(first);
        due.add(first);
      }
      ringInTime();
    }
    due.forEach(this::call);
  }

  private void call(TimerEntry appointment) {
    try {
      appointment.due();
    } catch (Throwable e) {
      // No appointment may take the others' along, and it must not lose its own: what it threw,
      // mostly an OutOfMemoryError, may be over by then.
      callAgain(appointment);
    }
  }

  private synchronized void callAgain(TimerEntry appointment) {
    if (appointment.slot < 0) {
      set(appointment, in(AFTER_A_THROW));
    }
  }

  private void ringInTime() {
    TimerEntry first = heap[0];
    if (first == null) {
      // Where alarms are not exact anyway, one that finds nothing to do is cheaper than to cancel
      // it, and to set another for the next query.
      if (alarm != null && (closed || granularity == 0)) {
        alarm.cancel();
        alarm = null;
      }
      return;
    }
    if (alarm != null) {
      // An alarm that rings too soon finds nothing to do; to move it each time would cost more.
      if (alarmAt - first.at <= granularity) {
        return;
      }
      alarm.cancel();
      alarm = null;
    }
    long ahead = Math.max(0, first.at - time.nanoTime());
    long rounded = granularity == 0 ? ahead : (ahead + granularity - 1) / granularity * granularity;
    alarmAt = time.nanoTime() + rounded;
    alarm = time.schedule(Duration.ofNanos(rounded), this::ring);
  }

  private void take(TimerEntry appointment) {
    int slot = appointment.slot;
    appointment.slot = -1;
    TimerEntry last = heap[--size];
    heap[size] = null;
    if (last == null || last == appointment) {
      return;
    }
    down(slot, last);
    if (heap[slot] == last) {
      up(slot, last);
    }
  }

  private void up(int from, TimerEntry moved) {
    int slot = from;
    while (slot > 0) {
      int parent = (slot - 1) >>> 1;
      TimerEntry above = heap[parent];
      if (above == null || above.at - moved.at <= 0) {
        break;
      }
      put(slot, above);
      slot = parent;
    }
    put(slot, moved);
  }

  private void down(int from, TimerEntry moved) {
    int slot = from;
    while (2 * slot + 1 < size) {
      int child = 2 * slot + 1;
      TimerEntry below = heap[child];
      TimerEntry right = child + 1 < size ? heap[child + 1] : null;
      if (right != null && below != null && right.at - below.at < 0) {
        below = right;
        child++;
      }
      if (below == null || moved.at - below.at <= 0) {
        break;
      }
      put(slot, below);
      slot = child;
    }
    put(slot, moved);
  }

  private void put(int slot, TimerEntry appointment) {
    heap[slot] = appointment;
    appointment.slot = slot;
  }
}
