package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Mixed kinds of tasks, queues, drift of durations, and the capacity of a request quota. */
record MixturesPart(Workload workload, int warm, PrintStream out, Targets targets) {
  private static final double QUOTA = 20;

  void run() {
    out.println("# Mixtures: times less delay than a fixed 10 s at its number of requests");
    gain("four kinds, told apart", workload.mixed(), 2.5);
    gain("queue, then run", workload.queued(false), 2.0);
    gain("queue, then run, start told", workload.queued(true), 2.3);
    gain("drift", workload.drifting(), 1.25);
    out.printf(
        "%n# Tasks that %.0f requests a second carry at a mean delay of 5 s, LN(120,.45)%n", QUOTA);
    DurationDistribution lasting = DurationDistribution.logNormal(120, 0.45);
    Schedule fixed = Schedule.fixed(Duration.ofSeconds(10));
    carried("fixed 10 s", workload.of(lasting, random -> ProgressShape.NONE), fixed, 0);
    Schedule ours = Schedule.learning().meanDelay(Duration.ofSeconds(5));
    carried("learning", workload.of(lasting, random -> ProgressShape.NONE), ours, 265);
    ours = Schedule.learning().meanDelay(Duration.ofSeconds(5));
    carried(
        "learning, coarse progress",
        workload.of(lasting, random -> ProgressShape.COARSE),
        ours,
        650);
    out.println();
  }

  private void gain(String name, List<Script> tasks, double atLeast) {
    Outcome fixed =
        VirtualRun.of(tasks, Schedule.fixed(Duration.ofSeconds(10)), 7).between(warm, tasks.size());
    double gain = fixed.meanDelay() / Sweep.of(tasks, warm).mean().delay(fixed.requestsATask());
    out.printf("%-28s %s%n", name, targets.atLeast(name + ": gain", gain, atLeast));
  }

  /**
   * Little's law: a task is polled for as long as it lasts, plus the delay until its end is
   * detected.
   */
  private void carried(String name, List<Script> tasks, Schedule schedule, double atLeast) {
    Outcome outcome = VirtualRun.of(tasks, schedule, 7).between(warm, tasks.size());
    double lasts = tasks.stream().mapToDouble(Script::work).average().orElseThrow();
    double each = outcome.requestsATask() / (lasts + outcome.meanDelay());
    out.printf(
        "%-28s D %.2f s: %s%n",
        name,
        outcome.meanDelay(),
        targets.atLeast(name + ": tasks carried", QUOTA / each, atLeast));
    if (atLeast > 0) {
      targets.atMost(name + ": mean delay of 5 s wanted", outcome.meanDelay(), 5.25);
    }
  }
}
