package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * Replays recorded refreshes of real gateways, with and without the refresh predictor; delay is
 * counted from the refresh that made the end visible.
 *
 * <p>The {@code updated_at} of v0.11 and later is between two interpretations. The gateway writes a
 * task if anything has changed, including the vendor's raw answer: at each refresh if that answer
 * always differs, as with vendors that number or timestamp their answers; otherwise only at
 * refreshes that changed the status.
 *
 * @param updates whether it changes at each refresh, or only if the status changed
 * @param judged whether the results have targets
 */
record LooksPart(
    Recordings recordings, boolean updates, boolean judged, PrintStream out, Targets targets) {
  private static final int SEEDS = 40;
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final double WARM = 0.3;

  private static final class Sum {
    double requests;
    double delay;
    double p95;
    double cold;

    void add(Outcome all) {
      Outcome warm = all.between((int) (WARM * all.delays().length), all.delays().length);
      requests += warm.requestsATask() / SEEDS;
      delay += warm.meanDelay() / SEEDS;
      p95 += warm.percentile(0.95) / SEEDS;
      cold += all.product() / SEEDS;
    }
  }

  void run() {
    out.printf(
        "# Recorded looks, %s%n",
        updates ? "updated_at is the last look" : "updated_at is the last change");
    int number = 0;
    for (Recordings.Run run : recordings.runs()) {
      number++;
      List<RecordedTask> tasks = run.recorded(updates);
      Sum free = new Sum();
      Sum timed = new Sum();
      for (int seed = 0; seed < SEEDS; seed++) {
        free.add(VirtualRun.of(tasks, Schedule.learning(), seed));
        timed.add(VirtualRun.of(tasks, Schedule.learning(), seed, BEAT));
      }
      String name = "looks " + number + " " + run.version() + (updates ? "" : " (changes)");
      print(name, run, free, timed);
    }
    out.println();
  }

  private void print(String name, Recordings.Run run, Sum free, Sum timed) {
    boolean steady = RefreshRegularity.isSteady(run, BEAT);
    double ratio = timed.requests * timed.delay / (free.requests * free.delay);
    out.printf(
        "%-28s %5.1f in flight, %-7s N %5.1f D %4.1f p95 %4.1f; with its clock N %4.1f D %4.1f p95 %4.1f%n",
        name,
        run.inFlight(),
        steady ? "steady" : "busy",
        free.requests,
        free.delay,
        free.p95,
        timed.requests,
        timed.delay,
        timed.p95);
    if (!judged) {
      targets.figure(name + ": D x N", ratio);
      out.printf("  D x N, ratio %.2f%n", ratio);
      return;
    }
    out.printf(
        "  D x N, ratio %s; from nothing known %s; p95 %s%n",
        targets.atMost(name + ": D x N", ratio, steady ? 0.45 : 1.03),
        targets.atMost(name + ": from nothing known", timed.cold / free.cold, steady ? 0.6 : 1.03),
        targets.atMost(name + ": p95", timed.p95, steady ? 18 : 1.03 * Math.max(18, free.p95)));
  }
}
