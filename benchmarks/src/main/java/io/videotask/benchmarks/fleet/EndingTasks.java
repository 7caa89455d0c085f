package io.videotask.benchmarks.fleet;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Tasks that end at random moments, and how long after that they were first asked for. */
final class EndingTasks {
  private static final int NOT_DETECTED = -1;

  private final long[] endsAt;
  private final AtomicIntegerArray delayMillis;
  private volatile int count;

  EndingTasks(int most) {
    endsAt = new long[most];
    delayMillis = new AtomicIntegerArray(most);
  }

  /** Lets the first tasks end, each at a random moment of the next seconds. */
  void start(int tasks, int seconds) {
    count = 0;
    long now = System.nanoTime();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < tasks; i++) {
      endsAt[i] = now + random.nextLong(TimeUnit.SECONDS.toNanos(seconds));
      delayMillis.set(i, NOT_DETECTED);
    }
    count = tasks;
  }

  /** Returns whether the task has ended, and remembers when this was first asked. */
  boolean hasEnded(int task) {
    if (task >= count) {
      return false;
    }
    long delay = System.nanoTime() - endsAt[task];
    if (delay < 0) {
      return false;
    }
    delayMillis.compareAndSet(task, NOT_DETECTED, (int) TimeUnit.NANOSECONDS.toMillis(delay));
    return true;
  }

  /** Returns the detected ends, and the delay in ms: mean, median, 99th percentile. */
  String report() {
    int[] sorted = new int[count];
    int detected = 0;
    for (int i = 0; i < sorted.length; i++) {
      int delay = delayMillis.get(i);
      if (delay != NOT_DETECTED) {
        sorted[detected++] = delay;
      }
    }
    sorted = Arrays.copyOf(sorted, detected);
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
    return detected + " " + mean + " " + percentile(sorted, 0.5) + " " + percentile(sorted, 0.99);
  }

  private static double percentile(int[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }
}
