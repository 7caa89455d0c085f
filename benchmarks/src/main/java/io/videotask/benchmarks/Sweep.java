package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the learning schedule makes of the same tasks at several prices of a second of delay, so
 * that it can be compared with others at the same number of requests.
 */
record Sweep(Curve mean, Curve p95, Curve p99) {
  static final double[] WORTHS = {0.1, 0.25, 0.5, 1, 2, 4, 8, 16};

  static Sweep of(List<? extends SimulatedTask> tasks, int warm) {
    List<double[]> mean = new ArrayList<>();
    List<double[]> p95 = new ArrayList<>();
    List<double[]> p99 = new ArrayList<>();
    for (double worth : WORTHS) {
      Outcome outcome = VirtualRun.of(tasks, ours(worth), 7).between(warm, tasks.size());
      mean.add(new double[] {outcome.requestsATask(), outcome.meanDelay()});
      p95.add(new double[] {outcome.requestsATask(), outcome.percentile(0.95)});
      p99.add(new double[] {outcome.requestsATask(), outcome.percentile(0.99)});
    }
    return new Sweep(new Curve(mean), new Curve(p95), new Curve(p99));
  }

  /** Ours, free to ask more often than each second: comparisons are made at equal requests. */
  static Schedule ours(double worth) {
    return Schedule.learning().shortestGap(Duration.ofMillis(100)).secondOfDelayIsWorth(worth);
  }
}
