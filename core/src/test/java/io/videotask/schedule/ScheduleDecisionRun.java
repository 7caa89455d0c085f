package io.videotask.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded runs of tasks, one after the other, whose chosen delays are in the committed table. */
enum ScheduleDecisionRun {
  /** Tasks report nothing but that they are running. */
  PLAIN(60, (random, start) -> lasting("x", draw(random, 120, 0.45))),

  /** A schedule that does not learn. */
  ADAPTIVE(3, (random, start) -> lasting("x", 199)) {
    @Override
    Schedule schedule() {
      return Schedule.adaptive(Duration.ofMillis(90_500));
    }

    @Override
    Duration timeout() {
      return Duration.ofSeconds(200);
    }
  },

  /** A schedule that does not learn, at its maximum interval of a minute. */
  ADAPTIVE_AT_GREAT_AGE(1, (random, start) -> lasting("x", 1000)) {
    @Override
    Schedule schedule() {
      return Schedule.adaptive(Duration.ofMinutes(5));
    }
  },

  LONG_HISTORY(
      260,
      (random, start) -> lasting(null, draw(random, random.nextInt(10) < 7 ? 60 : 300, 0.25))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().delayCost(0.05);
    }
  },

  /** Durations near the last bin and beyond. */
  VERY_LONG(8, (random, start) -> lasting(null, draw(random, 150_000, 0.2))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().delayCost(1e-4);
    }

    @Override
    Duration timeout() {
      return Duration.ofDays(10);
    }
  },

  VERY_SHORT(8, (random, start) -> lasting(null, draw(random, 1, 0.6))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().delayCost(30).minInterval(Duration.ofMillis(1));
    }
  },

  /** The last poll is sent before the deadline. */
  DEADLINE(6, (random, start) -> lasting("x", draw(random, 98, 0.01))) {
    @Override
    Duration timeout() {
      return Duration.ofSeconds(100);
    }
  },

  QUEUED(
      40,
      (random, start) -> {
        double queue = -60 * Math.log(1 - random.nextDouble());
        double work = draw(random, 90, 0.3);
        return age ->
            report(
                age >= queue + work,
                new TimingHints("x", age < queue, null, null, null, List.of(), null));
      }),

  /** The gateway reports when the work began. */
  QUEUED_AND_TIMED(
      30,
      (random, start) -> {
        double queue = -60 * Math.log(1 - random.nextDouble());
        double work = draw(random, 90, 0.3);
        return age -> {
          Duration running = age < queue ? null : Seconds.asDuration(age - queue);
          return report(
              age >= queue + work,
              new TimingHints(
                  "x", age < queue, age < queue ? null : 5, null, running, List.of(), null));
        };
      }),

  HONEST_PROGRESS(40, (random, start) -> progress(draw(random, 120, 0.6), 1)),

  COARSE_PROGRESS(60, (random, start) -> progress(draw(random, 120, 0.6), 25)),

  /** Slow at first, then stuck at 99. */
  CROOKED_PROGRESS(
      60,
      (random, start) -> {
        double work = draw(random, 200, 0.6);
        return age ->
            report(
                age >= work,
                TimingHints.of((int) Math.min(99, 130 * Math.pow(age / work, 1.5)), null));
      }) {
    @Override
    Schedule schedule() {
      return Schedule.learning().minInterval(Duration.ofMillis(100));
    }
  },

  CONSTANT_PROGRESS(
      30,
      (random, start) -> {
        double work = draw(random, 120, 0.45);
        return age -> report(age >= work, TimingHints.of(30, null));
      }),

  WANTED_DELAY(40, (random, start) -> lasting("x", draw(random, 120, 0.45))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().meanDelay(Duration.ofSeconds(8));
    }
  },

  WANTED_DELAY_WITH_PROGRESS(50, (random, start) -> progress(draw(random, 120, 0.6), 5)) {
    @Override
    Schedule schedule() {
      return Schedule.learning().meanDelay(Duration.ofSeconds(3));
    }
  },

  /** What was restored for one kind also applies to other kinds of the gateway. */
  RECALLED(
      4, (random, start) -> lasting(random.nextBoolean() ? "x" : "y", draw(random, 420, 0.1))) {
    @Override
    Schedule schedule() {
      LearningSchedule schedule = Schedule.learning();
      List<LearnedDurations.Bin> slow =
          List.of(new LearnedDurations.Bin(150, 3, 900), new LearnedDurations.Bin(152, 5, 450));
      schedule.restore(
          new LearnedDurations(
              List.of(
                  new LearnedDurations.OfKind("g", "x", 8, 0.5, slow),
                  new LearnedDurations.OfKind("g", null, 8, 0.25, slow))));
      schedule.restore(
          new LearnedDurations(List.of(new LearnedDurations.OfKind("g", "x", 2, 0.1, List.of()))));
      return schedule;
    }
  },

  STEADY_PASSES(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 15 * slot, 3)
              .task(random, start, draw(random, 120, 0.45))),

  LONGER_PASSES(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 16.1 * slot, 5)
              .task(random, start, draw(random, 90, 0.45))),

  DRIFTING_PASSES(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 15.2 * slot + 6 * Math.sin(slot / 30.0), 2)
              .task(random, start, draw(random, 120, 0.45))),

  EVERY_SECOND_PASS(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 30 * slot + (slot % 7 == 0 ? 15 : 0), 2)
              .task(random, start, draw(random, 240, 0.3))),

  /** The phase of the cycles jumps, as when another server takes over. */
  PASSES_THAT_JUMP(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 15 * slot + (slot > 120 ? 7 : 0), 2)
              .task(random, start, draw(random, 120, 0.45))),

  PASSES_OF_QUICK_TASKS(
      60,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 15 * slot, 5)
              .task(random, start, draw(random, 20, 0.4))),

  /** Five concurrent tasks, refreshed one after the other in each cycle. */
  PASSES_OF_SEVERAL_TASKS(
      12,
      (random, start) ->
          new RefreshingGateway(slot -> 4.6 + 15.1 * slot, 4)
              .task(random, start, draw(random, 120, 0.45))) {
    @Override
    int concurrency() {
      return 5;
    }
  },

  PASSES_AT_ODD_TIMES(
      30,
      (random, start) ->
          new RefreshingGateway(slot -> 15 * slot + 13 * Math.sin((double) slot * slot), 2)
              .task(random, start, draw(random, 120, 0.45)));

  /** The number of delays of a task in the table. */
  private static final int MAX_DELAYS = 14;

  private final int tasks;

  @SuppressWarnings("ImmutableEnumChecker") // The source of randomness is a parameter.
  private final TaskFactory factory;

  ScheduleDecisionRun(int tasks, TaskFactory factory) {
    this.tasks = tasks;
    this.factory = factory;
  }

  /** Creates a task that begins at a time, seconds. */
  private interface TaskFactory {
    TimelineFixture.Script task(Random random, double start);
  }

  Schedule schedule() {
    return Schedule.learning();
  }

  int concurrency() {
    return 1;
  }

  Duration timeout() {
    return Duration.ofDays(1);
  }

  /**
   * Returns the first delays of a few of the tasks, by their numbers, and a summary of what was
   * learned.
   */
  Map<String, List<Double>> decide() {
    TimelineFixture fixture = new TimelineFixture(schedule(), timeout());
    Random random = new Random(name().hashCode());
    Map<String, List<Double>> decided = new LinkedHashMap<>();
    for (int i = 1; i <= tasks; i++) {
      List<TimelineFixture.Script> scripts = new ArrayList<>();
      for (int j = 0; j < concurrency(); j++) {
        scripts.add(factory.task(random, fixture.clock() + j * TimelineFixture.STAGGER));
      }
      List<Double> delays = fixture.run(scripts).get(0);
      if (i == 1 || i == 12 || i >= tasks - 1) {
        decided.put("" + i, delays.subList(0, Math.min(MAX_DELAYS, delays.size())));
      }
    }
    decided.put("learnt", fixture.learned());
    return decided;
  }

  private static TimelineFixture.Script lasting(@Nullable String kind, double work) {
    return age ->
        report(age >= work, new TimingHints(kind, false, null, null, null, List.of(), null));
  }

  private static TimelineFixture.Script progress(double work, int step) {
    return age -> report(age >= work, TimingHints.of((int) (100 * age / work) / step * step, null));
  }

  private static TimelineFixture.Report report(boolean ended, TimingHints hints) {
    return new TimelineFixture.Report(ended, hints);
  }

  private static double draw(Random random, double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }
}
