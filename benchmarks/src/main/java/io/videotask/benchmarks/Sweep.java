package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the adaptive schedule on the same tasks with several costs per second of delay, to compare
 * it with others at equal requests.
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

  /**
   * Our schedule without the minimum interval of one second, as comparisons are made at equal
   * requests.
   */
  static Schedule ours(double worth) {
    return Schedule.learning().minInterval(Duration.ofMillis(100)).delayCost(worth);
  }
}
