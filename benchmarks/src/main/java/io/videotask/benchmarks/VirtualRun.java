package io.videotask.benchmarks;

import io.videotask.poll.Endings;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.Look;
import io.videotask.poll.PollListener;
import io.videotask.poll.Poller;
import io.videotask.poll.RequestPace;
import io.videotask.poll.Schedule;
import io.videotask.poll.TaskKind;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for simulated tasks with the library's own engine, on virtual time. */
final class VirtualRun {
  private static final Endings<String> ENDINGS =
      new Endings<>() {
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

  private VirtualRun() {}

  static Outcome of(List<? extends SimulatedTask> tasks, Schedule schedule, long seed) {
    return of(tasks, schedule, seed, null);
  }

  /**
   * @param refresh how often the gateway is said to look for news itself; null where nothing is
   *     said
   */
  static Outcome of(
      List<? extends SimulatedTask> tasks,
      Schedule schedule,
      long seed,
      @Nullable Duration refresh) {
    VirtualClock clock = new VirtualClock();
    Poller poller =
        new Poller(
            clock,
            new Random(seed),
            new RequestPace(Double.POSITIVE_INFINITY, clock),
            Runnable::run);
    double[] requests = new double[tasks.size()];
    double[] delays = new double[tasks.size()];
    for (int i = 0; i < tasks.size(); i++) {
      int number = i;
      SimulatedTask task = tasks.get(i);
      Poller.Plan<String> plan =
          new Poller.Plan<>(
              Duration.ofDays(30),
              schedule,
              FailureBudget.DEFAULT,
              new PollListener<>() {},
              ENDINGS,
              new TaskKind("simulated", task.kind(), refresh));
      clock.at(
          task.created(),
          () ->
              poller
                  .awaitNew(
                      () -> {
                        requests[number]++;
                        return CompletableFuture.completedFuture(look(task, clock.seconds()));
                      },
                      plan)
                  .result()
                  .thenRun(() -> delays[number] = clock.seconds() - task.end()));
    }
    clock.runDry();
    return new Outcome(requests, delays);
  }

  private static Look<String> look(SimulatedTask task, double now) {
    return new Look.Answered<>("", now >= task.end(), task.signs(now), null);
  }
}
