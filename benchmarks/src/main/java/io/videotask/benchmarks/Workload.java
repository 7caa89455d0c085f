package io.videotask.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Overlapping tasks: one every 20 s on average, so that about six are running. */
record Workload(int tasks, long seed) {
  private static final double EVERY = 20;

  /** The five distributions of durations for comparing schedules, and an exponential one. */
  static Map<String, DurationDistribution> distributions() {
    Map<String, DurationDistribution> all = new LinkedHashMap<>();
    all.put("LN(60,.3)", DurationDistribution.logNormal(60, 0.3));
    all.put("LN(120,.45)", DurationDistribution.logNormal(120, 0.45));
    all.put("LN(240,.6)", DurationDistribution.logNormal(240, 0.6));
    all.put(
        "bimodal",
        DurationDistribution.either(
            0.7,
            DurationDistribution.logNormal(60, 0.25),
            DurationDistribution.logNormal(300, 0.3)));
    all.put(
        "stuck tail",
        DurationDistribution.either(
            0.95,
            DurationDistribution.logNormal(120, 0.4),
            DurationDistribution.logNormal(900, 0.35)));
    all.put("memoryless", DurationDistribution.exponential(120));
    return all;
  }

  List<Script> of(DurationDistribution lasting, Function<RandomGenerator, ProgressShape> progress) {
    return draw(
        (random, number, at) ->
            script("a", at, 0, lasting.draw(random), progress.apply(random), false));
  }

  /** Four kinds of tasks in random order, distinguished by their answers. */
  List<Script> mixed() {
    double[] medians = {30, 90, 240, 600};
    return draw(
        (random, number, at) -> {
          int kind = random.nextInt(medians.length);
          double work = DurationDistribution.logNormal(medians[kind], 0.25).draw(random);
          return script("kind " + kind, at, 0, work, ProgressShape.NONE, false);
        });
  }

  /** Exponential queue time, followed by work with another distribution. */
  List<Script> queued(boolean tellsStart) {
    DurationDistribution queue = DurationDistribution.exponential(60);
    DurationDistribution work = DurationDistribution.logNormal(90, 0.3);
    return draw(
        (random, number, at) ->
            script("a", at, queue.draw(random), work.draw(random), ProgressShape.NONE, tellsStart));
  }

  /** Durations that drift by a factor of 1.65 up and down within 400 tasks. */
  List<Script> drifting() {
    return draw(
        (random, number, at) -> {
          double median = 120 * Math.pow(1.65, Math.sin(number * 2 * Math.PI / 400));
          return script(
              "a",
              at,
              0,
              DurationDistribution.logNormal(median, 0.3).draw(random),
              ProgressShape.NONE,
              false);
        });
  }

  private interface Drawn {
    Script draw(Random random, int number, double at);
  }

  private List<Script> draw(Drawn drawn) {
    Random random = new Random(seed);
    List<Script> all = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < tasks; i++) {
      at -= EVERY * Math.log(1 - random.nextDouble());
      all.add(drawn.draw(random, i, at));
    }
    return all;
  }

  private static Script script(
      @Nullable String kind,
      double at,
      double queue,
      double work,
      ProgressShape progress,
      boolean tellsStart) {
    return new Script(kind, at, queue, work, progress, tellsStart);
  }
}
