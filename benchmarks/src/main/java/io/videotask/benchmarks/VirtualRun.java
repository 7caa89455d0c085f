package io.videotask.benchmarks;

import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.internal.engine.WaitFailures;
import io.videotask.internal.engine.WaitPlan;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for simulated tasks with the library's engine, on virtual time. */
final class VirtualRun {
  static final WaitFailures<String> ENDINGS =
      new WaitFailures<>() {
        @Override
        public RuntimeException timedOut(
            @Nullable String lastSeen, @Nullable RuntimeException lastFailure) {
          return new IllegalStateException("a simulated task was given up");
        }

        @Override
        public RuntimeException closed() {
          return new IllegalStateException("closed");
        }
      };

  /** How long after the end a callback comes, in seconds. */
  private static final double CALLBACK_AFTER = 0.5;

  private VirtualRun() {}

  static Outcome of(List<? extends SimulatedTask> tasks, Schedule schedule, long seed) {
    return of(tasks, schedule, seed, null);
  }

  /**
   * @param refresh the configured refresh interval of the gateway; null if none is configured
   */
  static Outcome of(
      List<? extends SimulatedTask> tasks,
      Schedule schedule,
      long seed,
      @Nullable Duration refresh) {
    return of(tasks, schedule, seed, refresh, null);
  }

  /**
   * Runs tasks whose ends are announced by callbacks, half a second later.
   *
   * @param lost the share of the callbacks that do not come
   */
  static Outcome withCallbacks(
      List<? extends SimulatedTask> tasks, Schedule schedule, long seed, double lost) {
    return of(tasks, schedule, seed, null, lost);
  }

  private static Outcome of(
      List<? extends SimulatedTask> tasks,
      Schedule schedule,
      long seed,
      @Nullable Duration refresh,
      @Nullable Double lost) {
    Random losses = new Random(seed + 1);
    VirtualClock clock = new VirtualClock();
    Poller poller =
        new Poller(
            clock,
            new Random(seed),
            new RateLimiter(Double.POSITIVE_INFINITY, clock),
            Runnable::run);
    double[] requests = new double[tasks.size()];
    double[] delays = new double[tasks.size()];
    for (int i = 0; i < tasks.size(); i++) {
      int number = i;
      SimulatedTask task = tasks.get(i);
      WaitPlan<String> plan =
          new WaitPlan<>(
              Duration.ofDays(30),
              schedule,
              FailureBudget.DEFAULT,
              new PollListener<>() {},
              ENDINGS,
              new HistoryKey("simulated", task.kind(), refresh),
              lost != null);
      clock.at(
          task.created(),
          () ->
              poller
                  .awaitNew(new Query(number, task, clock, requests), plan)
                  .result()
                  .thenRun(() -> delays[number] = clock.seconds() - task.end()));
      if (lost != null && losses.nextDouble() >= lost) {
        clock.at(task.end() + CALLBACK_AFTER, () -> poller.callback(number, true));
      }
    }
    clock.runAll();
    return new Outcome(requests, delays);
  }

  /**
   * @param requests receives the number of requests
   */
  private record Query(Integer task, SimulatedTask simulated, VirtualClock clock, double[] requests)
      implements StatusQuery<String> {
    @Override
    public CompletableFuture<PollResult<String>> send() {
      requests[task]++;
      return CompletableFuture.completedFuture(look(simulated, clock.seconds()));
    }
  }

  private static PollResult<String> look(SimulatedTask task, double now) {
    return new PollResult.Answered<>("", now >= task.end(), task.signs(now), null);
  }
}
