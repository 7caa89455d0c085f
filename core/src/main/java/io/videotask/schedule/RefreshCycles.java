package io.videotask.schedule;

import java.util.Arrays;

/**
 * The observed refresh cycles of a gateway. A gateway refreshes its tasks in cycles that start in
 * numbered slots of a nearly constant period. From the observed starts this class predicts the next
 * ones. Times are seconds of the gateway's clock. Bounded in memory. Not thread-safe.
 */
final class RefreshCycles {
  /**
   * The longest duration of one cycle, in which the tasks are refreshed one after the other,
   * seconds.
   */
  static final double MAX_LENGTH = 6;

  /**
   * The tolerance within which a cycle counts as predicted, seconds before and after the expected
   * start.
   */
  private static final double EARLY = 1.6;

  private static final double LATE = 2.6;

  private static final int CAPACITY = 32;
  private static final double INITIAL_HIT_RATE = 0.3;
  private static final double SMOOTHING = 0.13;

  private final PhaseEstimator steady;
  private final PhaseEstimator drifting;
  private PhaseEstimator line;
  private final RefreshPattern pattern = new RefreshPattern();
  private final long[] slots = new long[CAPACITY];
  private final double[] starts = new double[CAPACITY];
  private int count;
  private int misses;
  private double hitRate = INITIAL_HIT_RATE;

  /**
   * @param nominal the nominal period for gateways of this dialect, seconds
   */
  RefreshCycles(double nominal) {
    this.steady = new PhaseEstimator(nominal, 0.985);
    this.drifting = new PhaseEstimator(nominal, 0.8);
    this.line = steady;
  }

  /** Returns the share of cycles that were predicted, exponentially smoothed. */
  double hitRate() {
    return hitRate;
  }

  boolean isEmpty() {
    return count == 0;
  }

  double period() {
    return line.period();
  }

  /** Returns when the cycle of a slot is due. */
  double due(long slot) {
    return line.due(slot);
  }

  /** Returns the slot nearest to a time; undefined before the first observation. */
  long slotOf(double time) {
    return Math.round((time - line.due(0)) / line.period());
  }

  /** Returns the first slot after a time. */
  long slotAfter(double time) {
    return (long) Math.floor((time - line.due(0)) / line.period()) + 1;
  }

  /** See {@link RefreshPattern#expectedUpdates}. */
  double expectedUpdates(long slot) {
    return pattern.expectedUpdates(slot);
  }

  /** Returns the start of the last observed cycle. */
  double lastStart() {
    return starts[count - 1];
  }

  /**
   * Returns the seconds between the start of its cycle and a refresh; NaN where the cycle was not
   * observed.
   */
  double offsetInCycle(double time) {
    int index = count == 0 ? -1 : Arrays.binarySearch(slots, 0, count, slotOf(time));
    double offset = index < 0 ? -1 : time - starts[index];
    return offset < 0 || offset > MAX_LENGTH ? Double.NaN : offset;
  }

  /** Adds a refresh of some task. */
  void add(double time) {
    if (count == 0) {
      keep(0, time);
      return;
    }
    long slot = slotOf(time);
    double error = time - line.due(slot);
    boolean hit = error >= -EARLY && error <= LATE;
    if (Arrays.binarySearch(slots, 0, count, slot) >= 0) {
      if (hit) {
        keep(slot, time);
      }
      return;
    }
    if (!hit && Math.abs(time - lastStart()) < MAX_LENGTH) {
      return;
    }
    hitRate += SMOOTHING * ((hit ? 1 : 0) - hitRate);
    steady.score(slot, time);
    drifting.score(slot, time);
    misses = hit ? 0 : misses + 1;
    if (misses > 1) {
      // One missed prediction is an outlier; two in a row mean a new phase.
      misses = 0;
      count = 0;
    }
    if (hit || count == 0) {
      keep(slot, time);
    }
  }

  /** Keeps the earliest time of each cycle, in slot order. */
  private void keep(long slot, double time) {
    int index = Arrays.binarySearch(slots, 0, count, slot);
    if (index >= 0) {
      if (time >= starts[index]) {
        return;
      }
      starts[index] = time;
    } else {
      insert(-index - 1, slot, time);
      pattern.observe(slots, count);
    }
    steady.fit(slots, starts, count);
    drifting.fit(slots, starts, count);
    line = steady.meanError() <= drifting.meanError() ? steady : drifting;
  }

  private void insert(int index, long slot, double time) {
    if (count == CAPACITY) {
      if (index == 0) {
        return;
      }
      System.arraycopy(slots, 1, slots, 0, index - 1);
      System.arraycopy(starts, 1, starts, 0, index - 1);
      slots[index - 1] = slot;
      starts[index - 1] = time;
      return;
    }
    System.arraycopy(slots, index, slots, index + 1, count - index);
    System.arraycopy(starts, index, starts, index + 1, count - index);
    slots[index] = slot;
    starts[index] = time;
    count++;
  }
}
