package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs any number of timers on a single timer of the {@link TimeSource}: a binary heap, a few words
 * of memory per entry. Instants are rounded up to the clock's granularity, so that entries close to
 * each other share a wake-up. Thread-safe.
 */
final class TimerQueue {
  /** Longer than any wait, and short enough for instants to be compared by their difference. */
  private static final Duration MAX_DELAY = Duration.ofDays(36_500);

  /** An entry that threw is run again after this delay. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final TimeSource time;
  private final long granularity;
  private @Nullable TimerEntry[] heap = new TimerEntry[16];
  private int size;
  private TimeSource.@Nullable Cancellable timer;
  private long timerAt;
  private boolean closed;

  TimerQueue(TimeSource time) {
    this.time = time;
    this.granularity = time.granularity().toNanos();
  }

  /** An entry with one instant at a time. Its fields are guarded by the queue's lock. */
  abstract static class TimerEntry {
    private long at;
    private int slot = -1;

    /**
     * Runs when the instant has come, on the timer's thread, without a lock; must return quickly.
     */
    abstract void due();
  }

  /** Returns the instant after a delay, as {@link TimeSource#nanoTime()}. */
  long instantAfter(Duration delay) {
    Duration bounded = delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    return time.nanoTime() + (bounded.isNegative() ? 0 : bounded.toNanos());
  }

  /** Adds the entry, or moves it to another instant. */
  synchronized void set(TimerEntry entry, long at) {
    if (closed) {
      return;
    }
    if (entry.slot < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      entry.at = at;
      up(size++, entry);
    } else {
      boolean sooner = at - entry.at < 0;
      entry.at = at;
      if (sooner) {
        up(entry.slot, entry);
      } else {
        down(entry.slot, entry);
      }
    }
    resetTimer();
  }

  /** Removes the entry; if it has just become due, it may still run. */
  synchronized void remove(TimerEntry entry) {
    if (entry.slot >= 0) {
      removeEntry(entry);
      resetTimer();
    }
  }

  /** Removes all entries, and accepts no more. */
  synchronized void close() {
    closed = true;
    Arrays.fill(heap, null);
    size = 0;
    resetTimer();
  }

  private void fire() {
    List<TimerEntry> due = new ArrayList<>();
    try {
      synchronized (this) {
        timer = null;
        long now = time.nanoTime();
        for (TimerEntry first = heap[0]; first != null && first.at - now <= 0; first = heap[0]) {
          removeEntry(first);
          due.add(first);
        }
        resetTimer();
      }
    } finally {
      // Even if no timer could be set: most of them set the next one.
      due.forEach(this::run);
    }
  }

  private void run(TimerEntry entry) {
    try {
      entry.due();
    } catch (Throwable e) {
      // An entry that throws must not prevent the others from running, nor be lost: the cause,
      // mostly an OutOfMemoryError, may be gone by the next try.
      reschedule(entry);
    }
  }

  private synchronized void reschedule(TimerEntry entry) {
    if (entry.slot < 0) {
      set(entry, instantAfter(RETRY_DELAY));
    }
  }

  private void resetTimer() {
    TimerEntry first = heap[0];
    if (first == null) {
      // With a coarse clock, a timer that fires without work is cheaper than cancelling it and
      // setting another for the next poll.
      if (timer != null && (closed || granularity == 0)) {
        timer.cancel();
        timer = null;
      }
      return;
    }
    if (timer != null) {
      // A timer that fires too early finds nothing to do; moving it each time would cost more.
      if (timerAt - first.at <= granularity) {
        return;
      }
    }
    long ahead = Math.max(0, first.at - time.nanoTime());
    long rounded = granularity == 0 ? ahead : (ahead + granularity - 1) / granularity * granularity;
    long at = time.nanoTime() + rounded;
    TimeSource.Cancellable earlier = time.schedule(Duration.ofNanos(rounded), this::fire);
    // Only now: if no timer could be set, the later one must still fire for the other entries.
    if (timer != null) {
      timer.cancel();
    }
    timer = earlier;
    timerAt = at;
  }

  private void removeEntry(TimerEntry entry) {
    int slot = entry.slot;
    entry.slot = -1;
    TimerEntry last = heap[--size];
    heap[size] = null;
    if (last == null || last == entry) {
      return;
    }
    down(slot, last);
    if (heap[slot] == last) {
      up(slot, last);
    }
  }

  private void up(int from, TimerEntry entry) {
    int slot = from;
    while (slot > 0) {
      int parent = (slot - 1) >>> 1;
      TimerEntry above = heap[parent];
      if (above == null || above.at - entry.at <= 0) {
        break;
      }
      put(slot, above);
      slot = parent;
    }
    put(slot, entry);
  }

  private void down(int from, TimerEntry entry) {
    int slot = from;
    while (2 * slot + 1 < size) {
      int child = 2 * slot + 1;
      TimerEntry below = heap[child];
      TimerEntry right = child + 1 < size ? heap[child + 1] : null;
      if (right != null && below != null && right.at - below.at < 0) {
        below = right;
        child++;
      }
      if (below == null || entry.at - below.at <= 0) {
        break;
      }
      put(slot, below);
      slot = child;
    }
    put(slot, entry);
  }

  private void put(int slot, TimerEntry entry) {
    heap[slot] = entry;
    entry.slot = slot;
  }
}
