package io.videotask.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs of tasks, one after the other, whose decided delays a table holds. */
enum ScheduleDecisionRun {
  /** Nothing is told but that they go on. */
  PLAIN(60, (random, begun) -> lasting("x", draw(random, 120, 0.45))),

  /** Nothing is learnt. */
  ADAPTIVE(3, (random, begun) -> lasting("x", 199)) {
    @Override
    Schedule schedule() {
      return Schedule.adaptive(Duration.ofMillis(90_500));
    }

    @Override
    Duration timeout() {
      return Duration.ofSeconds(200);
    }
  },

  /** Nothing is learnt, and a minute is the longest. */
  ADAPTIVE_AT_GREAT_AGE(1, (random, begun) -> lasting("x", 1000)) {
    @Override
    Schedule schedule() {
      return Schedule.adaptive(Duration.ofMinutes(5));
    }
  },

  LONG_HISTORY(
      260,
      (random, begun) -> lasting(null, draw(random, random.nextInt(10) < 7 ? 60 : 300, 0.25))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().secondOfDelayIsWorth(0.05);
    }
  },

  /** Nearly as long as the grid reaches, and longer. */
  VERY_LONG(8, (random, begun) -> lasting(null, draw(random, 150_000, 0.2))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().secondOfDelayIsWorth(1e-4);
    }

    @Override
    Duration timeout() {
      return Duration.ofDays(10);
    }
  },

  VERY_SHORT(8, (random, begun) -> lasting(null, draw(random, 1, 0.6))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().secondOfDelayIsWorth(30).shortestGap(Duration.ofMillis(1));
    }
  },

  /** The last look is taken before the deadline. */
  DEADLINE(6, (random, begun) -> lasting("x", draw(random, 98, 0.01))) {
    @Override
    Duration timeout() {
      return Duration.ofSeconds(100);
    }
  },

  QUEUED(
      40,
      (random, begun) -> {
        double queue = -60 * Math.log(1 - random.nextDouble());
        double work = draw(random, 90, 0.3);
        return age ->
            told(
                age >= queue + work,
                new TimingHints("x", age < queue, null, null, null, List.of(), null));
      }),

  /** The gateway says when the work began. */
  QUEUED_AND_TIMED(
      30,
      (random, begun) -> {
        double queue = -60 * Math.log(1 - random.nextDouble());
        double work = draw(random, 90, 0.3);
        return age -> {
          Duration running = age < queue ? null : Seconds.asDuration(age - queue);
          return told(
              age >= queue + work,
              new TimingHints(
                  "x", age < queue, age < queue ? null : 5, null, running, List.of(), null));
        };
      }),

  HONEST_PROGRESS(40, (random, begun) -> progress(draw(random, 120, 0.6), 1)),

  COARSE_PROGRESS(60, (random, begun) -> progress(draw(random, 120, 0.6), 25)),

  /** Slow at first, then stuck at 99. */
  CROOKED_PROGRESS(
      60,
      (random, begun) -> {
        double work = draw(random, 200, 0.6);
        return age ->
            told(
                age >= work,
                TimingHints.of((int) Math.min(99, 130 * Math.pow(age / work, 1.5)), null));
      }) {
    @Override
    Schedule schedule() {
      return Schedule.learning().shortestGap(Duration.ofMillis(100));
    }
  },

  CONSTANT_PROGRESS(
      30,
      (random, begun) -> {
        double work = draw(random, 120, 0.45);
        return age -> told(age >= work, TimingHints.of(30, null));
      }),

  WANTED_DELAY(40, (random, begun) -> lasting("x", draw(random, 120, 0.45))) {
    @Override
    Schedule schedule() {
      return Schedule.learning().meanDelay(Duration.ofSeconds(8));
    }
  },

  WANTED_DELAY_WITH_PROGRESS(50, (random, begun) -> progress(draw(random, 120, 0.6), 5)) {
    @Override
    Schedule schedule() {
      return Schedule.learning().meanDelay(Duration.ofSeconds(3));
    }
  },

  /** What was learnt of one kind elsewhere counts for another one of the gateway too. */
  RECALLED(
      4, (random, begun) -> lasting(random.nextBoolean() ? "x" : "y", draw(random, 420, 0.1))) {
    @Override
    Schedule schedule() {
      LearningSchedule schedule = Schedule.learning();
      List<LearnedDurations.Bin> slow =
          List.of(new LearnedDurations.Bin(150, 3, 900), new LearnedDurations.Bin(152, 5, 450));
      schedule.recall(
          new LearnedDurations(
              List.of(
                  new LearnedDurations.OfKind("g", "x", 8, 0.5, slow),
                  new LearnedDurations.OfKind("g", null, 8, 0.25, slow))));
      schedule.recall(
          new LearnedDurations(List.of(new LearnedDurations.OfKind("g", "x", 2, 0.1, List.of()))));
      return schedule;
    }
  },

  STEADY_PASSES(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 15 * beat, 3)
              .task(random, begun, draw(random, 120, 0.45))),

  LONGER_PASSES(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 16.1 * beat, 5)
              .task(random, begun, draw(random, 90, 0.45))),

  DRIFTING_PASSES(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 15.2 * beat + 6 * Math.sin(beat / 30.0), 2)
              .task(random, begun, draw(random, 120, 0.45))),

  EVERY_SECOND_PASS(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 30 * beat + (beat % 7 == 0 ? 15 : 0), 2)
              .task(random, begun, draw(random, 240, 0.3))),

  /** Another server takes over, at another time of its beat. */
  PASSES_THAT_JUMP(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 15 * beat + (beat > 120 ? 7 : 0), 2)
              .task(random, begun, draw(random, 120, 0.45))),

  PASSES_OF_QUICK_TASKS(
      60,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 15 * beat, 5)
              .task(random, begun, draw(random, 20, 0.4))),

  /** Five tasks at a time, one after the other in each pass. */
  PASSES_OF_SEVERAL_TASKS(
      12,
      (random, begun) ->
          new RefreshingGateway(beat -> 4.6 + 15.1 * beat, 4)
              .task(random, begun, draw(random, 120, 0.45))) {
    @Override
    int atATime() {
      return 5;
    }
  },

  PASSES_AT_ODD_TIMES(
      30,
      (random, begun) ->
          new RefreshingGateway(beat -> 15 * beat + 13 * Math.sin((double) beat * beat), 2)
              .task(random, begun, draw(random, 120, 0.45)));

  /** Of a task; the others only lead on. */
  private static final int MOST_DELAYS = 14;

  private final int tasks;

  @SuppressWarnings("ImmutableEnumChecker") // What it draws from is handed in.
  private final Drawn drawn;

  ScheduleDecisionRun(int tasks, Drawn drawn) {
    this.tasks = tasks;
    this.drawn = drawn;
  }

  /** Makes up a task that begins at a moment, seconds. */
  private interface Drawn {
    TimelineFixture.Course task(Random random, double begun);
  }

  Schedule schedule() {
    return Schedule.learning();
  }

  int atATime() {
    return 1;
  }

  Duration timeout() {
    return Duration.ofDays(1);
  }

  /** The first delays of a few of the tasks, by their numbers, and what was learnt in the end. */
  Map<String, List<Double>> decide() {
    TimelineFixture room = new TimelineFixture(schedule(), timeout());
    Random random = new Random(name().hashCode());
    Map<String, List<Double>> decided = new LinkedHashMap<>();
    for (int i = 1; i <= tasks; i++) {
      List<TimelineFixture.Course> courses = new ArrayList<>();
      for (int j = 0; j < atATime(); j++) {
        courses.add(drawn.task(random, room.clock() + j * TimelineFixture.APART));
      }
      List<Double> delays = room.watch(courses).get(0);
      if (i == 1 || i == 12 || i >= tasks - 1) {
        decided.put("" + i, delays.subList(0, Math.min(MOST_DELAYS, delays.size())));
      }
    }
    decided.put("learnt", room.learnt());
    return decided;
  }

  private static TimelineFixture.Course lasting(@Nullable String kind, double work) {
    return age ->
        told(age >= work, new TimingHints(kind, false, null, null, null, List.of(), null));
  }

  private static TimelineFixture.Course progress(double work, int step) {
    return age -> told(age >= work, TimingHints.of((int) (100 * age / work) / step * step, null));
  }

  private static TimelineFixture.Told told(boolean ended, TimingHints signs) {
    return new TimelineFixture.Told(ended, signs);
  }

  private static double draw(Random random, double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }
}
