package io.videotask.schedule;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last times at which refreshes of a gateway brought updates, as this process and those that it
 * shares them with have observed them. Ascending, each once; whole epoch seconds of the gateway's
 * clock. Bounded in memory. Not thread-safe.
 */
final class RefreshTimes {
  private static final int CAPACITY = LearnedDurations.Refreshes.MAX_TIMES;
  private static final long MAX_TIME = LearnedDurations.Refreshes.MAX_TIME;

  private final long[] times = new long[CAPACITY];
  private int count;
  private boolean unshared;

  /** Lower while the gateway's clock is behind a time that it has reported. */
  private long limit = MAX_TIME;

  private long newestRemoved;

  boolean isEmpty() {
    return count == 0;
  }

  long newest() {
    return times[count - 1];
  }

  long at(int index) {
    return times[index];
  }

  int size() {
    return count;
  }

  /** Adds an observed time; returns whether it was unknown, is in range, and not too old. */
  boolean add(long time) {
    boolean newCycle = isFarFromAll(time, times, count);
    boolean added = insert(time);
    unshared |= added && newCycle;
    return added;
  }

  /** Adds times that were observed elsewhere; returns whether any was added. */
  boolean addAll(List<Long> observed) {
    boolean added = false;
    for (long time : observed) {
      added |= insert(time);
    }
    return added;
  }

  /**
   * Removes times that the gateway's clock has not reached: it was put back since. They would count
   * as the newest otherwise, and new ones as old.
   *
   * @param latest the last time that the gateway can have reported
   * @return whether there were any
   */
  boolean removeAfter(long latest) {
    int before = count;
    while (count > 0 && times[count - 1] > latest) {
      newestRemoved = before == count ? newest() : newestRemoved;
      count--;
      limit = latest;
    }
    if (limit != MAX_TIME) {
      limit = latest >= newestRemoved ? MAX_TIME : latest;
    }
    return count < before;
  }

  /** Returns all times, ascending. */
  List<Long> all() {
    return Arrays.stream(times, 0, count).boxed().toList();
  }

  /** Returns all times if they have a cycle that was observed here and is not shared; else null. */
  @Nullable List<Long> unshared() {
    return unshared ? all() : null;
  }

  /** Marks all cycles as not shared. */
  void markUnshared() {
    unshared = count > 0;
  }

  /** Marks the cycles of these times as shared. */
  void markShared(List<Long> shared) {
    if (unshared) {
      long[] known = shared.stream().mapToLong(Long::longValue).toArray();
      unshared = Arrays.stream(times, 0, count).anyMatch(t -> isFarFromAll(t, known, known.length));
    }
  }

  /** Returns whether a time is in no cycle of the ascending others. */
  private static boolean isFarFromAll(long time, long[] others, int count) {
    int index = Arrays.binarySearch(others, 0, count, time);
    int next = index < 0 ? -index - 1 : index;
    return (next == count || others[next] - time > RefreshCycles.MAX_LENGTH)
        && (next == 0 || time - others[next - 1] > RefreshCycles.MAX_LENGTH);
  }

  private boolean insert(long time) {
    int index = Arrays.binarySearch(times, 0, count, time);
    int next = -index - 1;
    if (index >= 0 || time < 0 || time > limit || (next == 0 && count == CAPACITY)) {
      return false;
    }
    if (count == CAPACITY) {
      next--;
      System.arraycopy(times, 1, times, 0, next);
    } else {
      System.arraycopy(times, next, times, next + 1, count - next);
      count++;
    }
    times[next] = time;
    return true;
  }
}
