package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Compares existing policies and ours with the optimum for each distribution of durations. */
record DurationsPart(Workload workload, int warm, PrintStream out, Targets targets) {
  private static final int EARLY = 20;
  private static final int STARTS = 60;

  void run() {
    out.println(
        "# Durations: N requests a task, D mean delay (s), D over the optimum's at equal N");
    for (Map.Entry<String, DurationDistribution> each : Workload.distributions().entrySet()) {
      String name = each.getKey();
      Curve optimum = Optimum.of(each.getValue());
      List<Script> tasks = workload.of(each.getValue(), random -> ProgressShape.NONE);
      for (Map.Entry<String, Schedule> policy : Policies.ofToday().entrySet()) {
        print(name, policy.getKey(), measure(tasks, policy.getValue()), optimum);
      }
      Outcome outcome = measure(tasks, Schedule.learning());
      print(name, "learning, as it comes", outcome, optimum);
      judge(name, optimum, tasks, outcome, each.getValue());
    }
  }

  private void judge(
      String name, Curve optimum, List<Script> tasks, Outcome ours, DurationDistribution lasting) {
    Sweep sweep = Sweep.of(tasks, warm);
    Outcome fixed = measure(tasks, Schedule.fixed(Duration.ofSeconds(10)));
    double n = fixed.requestsATask();
    double gain = fixed.meanDelay() / sweep.mean().delay(n);
    double p95 = sweep.p95().delay(n) / fixed.percentile(0.95);
    double p99 = sweep.p99().delay(n) / fixed.percentile(0.99);
    if (name.equals("memoryless")) {
      out.printf(
          "  at the budget of a fixed 10 s: D over fixed's %s%n%n",
          targets.atMost(name + ": D over fixed", 1 / gain, 1.05));
      return;
    }
    boolean odd = name.equals("bimodal") || name.equals("stuck tail");
    double warmRatio = ours.meanDelay() / optimum.delay(ours.requestsATask());
    out.printf(
        "  warm: D over the optimum's %s%n",
        targets.atMost(name + ": warm", warmRatio, name.equals("bimodal") ? 1.2 : 1.12));
    out.printf(
        "  first %d tasks: %s%n",
        EARLY, targets.atMost(name + ": first " + EARLY, early(lasting, optimum), 1.6));
    out.printf(
        "  at the budget of a fixed 10 s: %s times less delay%n",
        targets.atLeast(name + ": gain", gain, name.equals("LN(240,.6)") ? 1.15 : 1.35));
    out.printf(
        "  p95 over fixed's %s, p99 %s%n%n",
        targets.atMost(name + ": p95", p95, 1),
        targets.atMost(name + ": p99", p99, odd ? 1.3 : 1.2));
  }

  /** Measures the first tasks of a client, averaged over many clients. */
  private double early(DurationDistribution lasting, Curve optimum) {
    double requests = 0;
    double delay = 0;
    for (int i = 0; i < STARTS; i++) {
      List<Script> tasks =
          new Workload(EARLY, workload.seed() + i).of(lasting, random -> ProgressShape.NONE);
      Outcome outcome = VirtualRun.of(tasks, Schedule.learning(), i);
      requests += outcome.requestsATask() / STARTS;
      delay += outcome.meanDelay() / STARTS;
    }
    return delay / optimum.delay(requests);
  }

  private Outcome measure(List<Script> tasks, Schedule schedule) {
    return VirtualRun.of(tasks, schedule, 7).between(warm, tasks.size());
  }

  private void print(String name, String policy, Outcome outcome, Curve optimum) {
    double ratio = outcome.meanDelay() / optimum.delay(outcome.requestsATask());
    out.printf(
        "%-12s %-36s N %5.1f  D %5.2f  p95 %5.1f  p99 %5.1f  x%.2f%n",
        name,
        policy,
        outcome.requestsATask(),
        outcome.meanDelay(),
        outcome.percentile(0.95),
        outcome.percentile(0.99),
        ratio);
  }
}
