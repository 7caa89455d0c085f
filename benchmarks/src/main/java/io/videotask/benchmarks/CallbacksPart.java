package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Waits whose ends are announced by callbacks, some of which are lost. */
record CallbacksPart(Workload workload, int warm, PrintStream out, Targets targets) {
  void run() {
    out.println(
        "# Callbacks: LN(120,.45), half a second after the end; N requests a task, D mean delay");
    List<Script> tasks = tasks(workload);
    Outcome alone = VirtualRun.of(tasks, Schedule.learning(), 7).between(warm, tasks.size());
    print("none", alone);
    Outcome all = print("all come", of(tasks, 0));
    for (double lost : new double[] {0.01, 0.1, 0.3}) {
      print("%.0f %% lost".formatted(lost * 100), of(tasks, lost));
    }
    Outcome none = print("all lost", of(tasks, 1));
    out.println(
        "  "
            + targets.atMost("callbacks: requests a task", all.requestsATask(), 1.5)
            + ", all lost "
            + targets.atMost(
                "callbacks: p99, all lost", none.percentile(0.99) / alone.percentile(0.99), 1.1));
    out.println();
  }

  private Outcome of(List<Script> tasks, double lost) {
    return VirtualRun.withCallbacks(tasks, Schedule.learning(), 7, lost)
        .between(warm, tasks.size());
  }

  private Outcome print(String name, Outcome outcome) {
    out.printf(
        "%-10s N %5.2f  D %5.2f  p95 %5.1f  p99 %5.1f%n",
        name,
        outcome.requestsATask(),
        outcome.meanDelay(),
        outcome.percentile(0.95),
        outcome.percentile(0.99));
    return outcome;
  }

  static List<Script> tasks(Workload workload) {
    return workload.of(DurationDistribution.logNormal(120, 0.45), random -> ProgressShape.NONE);
  }

  /** Returns the mean delay over the requests, for several costs of a delay. */
  static Curve curve(List<Script> tasks, int warm, double lost) {
    List<double[]> points = new ArrayList<>();
    for (double worth : Sweep.WORTHS) {
      Outcome outcome =
          VirtualRun.withCallbacks(tasks, Sweep.ours(worth), 7, lost).between(warm, tasks.size());
      points.add(new double[] {outcome.requestsATask(), outcome.meanDelay()});
    }
    return new Curve(points);
  }
}
