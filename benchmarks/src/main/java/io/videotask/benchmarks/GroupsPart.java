package io.videotask.benchmarks;

import io.videotask.internal.engine.GroupQuery;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.internal.engine.WaitPlan;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.TimingHints;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How many tasks a request quota carries where one request asks for up to a hundred of them. */
record GroupsPart(boolean small, PrintStream out, Targets targets) {
  private static final double QUOTA = 20;
  private static final int MOST = 100;
  private static final double WANTED_DELAY = 5;

  /** Tasks of this age at the end of the warm-up have been learned from. */
  private static final double WARM = 400;

  private static final double MEASURED = 300;

  /** What was measured at a load. */
  record Load(
      double inFlight,
      double delay,
      double requestsASecond,
      double tasksARequest,
      double requestsATask) {}

  void run() {
    out.printf(
        "# Groups: %.0f requests a second, a mean delay of 5 s wanted, LN(120,.45), up to %d tasks a"
            + " request%n",
        QUOTA, MOST);
    print("alone", of(small ? 100 : 250, false));
    for (int tasks : small ? new int[] {250} : new int[] {250, 2_500, 12_000}) {
      Load load = of(tasks, true);
      print("groups", load);
      if (tasks == 12_000) {
        out.println(
            "  "
                + targets.atLeast("groups: tasks in flight", load.inFlight(), 10_000)
                + ", "
                + targets.atMost("groups: mean delay", load.delay(), 1.05 * WANTED_DELAY)
                + ", "
                + targets.atMost("groups: requests a second", load.requestsASecond(), QUOTA));
      }
    }
    out.println();
  }

  private void print(String name, Load load) {
    out.printf(
        "%-8s %8.0f tasks in flight  D %5.2f s  %6.2f requests a second, %6.2f polls each%n",
        name, load.inFlight(), load.delay(), load.requestsASecond(), load.tasksARequest());
  }

  /** A task, and when its end was detected. */
  private static final class Task {
    final double created;
    final double end;
    double detected;

    Task(double created, double end) {
      this.created = created;
      this.end = end;
    }
  }

  /** Runs tasks so that this many are in flight. */
  private static Load of(int inFlight, boolean grouped) {
    return of(inFlight, grouped, Schedule.learning().meanDelay(Duration.ofSeconds(5)), QUOTA);
  }

  /** Returns the mean delay over the requests, for several costs of a delay and without a quota. */
  static Curve curve(int inFlight) {
    List<double[]> points = new ArrayList<>();
    for (double worth : Sweep.WORTHS) {
      Load load = of(inFlight, true, Sweep.ours(worth), Double.POSITIVE_INFINITY);
      points.add(new double[] {load.requestsATask(), load.delay()});
    }
    return new Curve(points);
  }

  private static Load of(int inFlight, boolean grouped, Schedule schedule, double quota) {
    DurationDistribution lasting = DurationDistribution.logNormal(120, 0.45);
    Random random = new Random(11);
    VirtualClock clock = new VirtualClock();
    Poller poller = new Poller(clock, new Random(7), new RateLimiter(quota, clock), Runnable::run);
    double[] counts = new double[2];
    Map<Object, Task> tasks = new HashMap<>();
    double every = 120 * Math.exp(0.45 * 0.45 / 2) / inFlight;
    for (double at = 0; at < WARM + MEASURED; at -= every * Math.log(1 - random.nextDouble())) {
      Task task = new Task(at, at + lasting.draw(random));
      Integer number = tasks.size();
      tasks.put(number, task);
      WaitPlan<String> plan =
          new WaitPlan<>(
              Duration.ofDays(30),
              schedule,
              FailureBudget.DEFAULT,
              new PollListener<>() {},
              VirtualRun.ENDINGS,
              new HistoryKey("simulated", null, null));
      clock.at(
          task.created,
          () ->
              poller
                  .awaitNew(new Query(number, tasks, clock, counts, grouped), plan)
                  .result()
                  .thenRun(() -> task.detected = clock.seconds()));
    }
    clock.runAll();
    double delay = 0;
    double waited = 0;
    int measured = 0;
    for (Task task : tasks.values()) {
      if (task.created > WARM) {
        delay += task.detected - task.end;
        waited += task.detected - task.created;
        measured++;
      }
    }
    return new Load(
        waited / MEASURED,
        delay / measured,
        counts[0] / MEASURED,
        counts[1] / Math.max(1, counts[0]),
        counts[0] / measured);
  }

  /**
   * @param counts receives the requests, and the polls in them, while all tasks are measured
   */
  private record Query(
      Integer number, Map<Object, Task> tasks, VirtualClock clock, double[] counts, boolean grouped)
      implements StatusQuery<String>, GroupQuery<String> {
    @Override
    public CompletableFuture<PollResult<String>> send() {
      count(1);
      return CompletableFuture.completedFuture(answer(number));
    }

    @Override
    public CompletableFuture<PollResult<Map<Object, PollResult<String>>>> send(List<Object> asked) {
      count(asked.size());
      Map<Object, PollResult<String>> rows = new HashMap<>();
      asked.forEach(each -> rows.put(each, answer(each)));
      return CompletableFuture.completedFuture(
          new PollResult.Answered<>(rows, false, null, null, null));
    }

    private void count(int polls) {
      if (clock.seconds() > WARM && clock.seconds() <= WARM + MEASURED) {
        counts[0]++;
        counts[1] += polls;
      }
    }

    private PollResult<String> answer(Object asked) {
      Task task = tasks.get(asked);
      if (task == null) {
        throw new IllegalStateException("no such task");
      }
      double age = clock.seconds() - task.created;
      return new PollResult.Answered<>(
          "",
          clock.seconds() >= task.end,
          TimingHints.of(null, Duration.ofNanos((long) (age * 1e9))),
          null);
    }

    @Override
    public Object task() {
      return number;
    }

    @Override
    public @Nullable GroupQuery<String> group() {
      return grouped ? this : null;
    }

    @Override
    public Object key() {
      return "simulated";
    }

    @Override
    public int most() {
      return MOST;
    }

    @Override
    public Duration every() {
      return Duration.ZERO;
    }
  }
}
