package io.videotask.benchmarks;

import io.videotask.schedule.PollSample;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Measures the cost of the adaptive schedule per query: learning from an answer and computing the
 * next interval.
 */
final class DecidingCost {
  private DecidingCost() {}

  /** Measures another schedule. */
  private static final class Timed implements Schedule {
    private final Schedule schedule;
    private long nanos;
    private long queries;

    Timed(Schedule schedule) {
      this.schedule = schedule;
    }

    @Override
    public Duration delay(ScheduleContext situation, RandomGenerator random) {
      long begun = System.nanoTime();
      Duration delay = schedule.delay(situation, random);
      nanos += System.nanoTime() - begun;
      queries++;
      return delay;
    }

    @Override
    public void learn(PollSample lesson) {
      long begun = System.nanoTime();
      schedule.learn(lesson);
      nanos += System.nanoTime() - begun;
    }
  }

  /** Returns nanoseconds per query for tasks of four kinds, after warm-up. */
  static double nanosPerQuery() {
    List<Script> tasks = new Workload(4000, 1).mixed();
    double nanos = 0;
    for (int run = 0; run < 4; run++) {
      Timed timed = new Timed(Schedule.learning());
      VirtualRun.of(tasks, timed, run, Duration.ofSeconds(15));
      nanos = (double) timed.nanos / timed.queries;
    }
    return nanos;
  }
}
