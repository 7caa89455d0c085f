package io.videotask.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tasks that overlap: a new one every 20 s on average, so that about six are under way. */
record Workload(int tasks, long seed) {
  private static final double EVERY = 20;

  /** The five distributions of durations that schedules are judged by, and a memoryless one. */
  static Map<String, Lasting> distributions() {
    Map<String, Lasting> all = new LinkedHashMap<>();
    all.put("LN(60,.3)", Lasting.logNormal(60, 0.3));
    all.put("LN(120,.45)", Lasting.logNormal(120, 0.45));
    all.put("LN(240,.6)", Lasting.logNormal(240, 0.6));
    all.put(
        "bimodal", Lasting.either(0.7, Lasting.logNormal(60, 0.25), Lasting.logNormal(300, 0.3)));
    all.put(
        "stuck tail",
        Lasting.either(0.95, Lasting.logNormal(120, 0.4), Lasting.logNormal(900, 0.35)));
    all.put("memoryless", Lasting.exponential(120));
    return all;
  }

  List<Script> of(Lasting lasting, Function<RandomGenerator, ProgressShape> progress) {
    return draw(
        (random, number, at) ->
            script("a", at, 0, lasting.draw(random), progress.apply(random), false));
  }

  /** Four kinds of tasks in turn by chance, told apart by what their answers say. */
  List<Script> mixed() {
    double[] medians = {30, 90, 240, 600};
    return draw(
        (random, number, at) -> {
          int kind = random.nextInt(medians.length);
          double work = Lasting.logNormal(medians[kind], 0.25).draw(random);
          return script("kind " + kind, at, 0, work, ProgressShape.NONE, false);
        });
  }

  /** A memoryless queue, then work that is not. */
  List<Script> queued(boolean tellsStart) {
    Lasting queue = Lasting.exponential(60);
    Lasting work = Lasting.logNormal(90, 0.3);
    return draw(
        (random, number, at) ->
            script("a", at, queue.draw(random), work.draw(random), ProgressShape.NONE, tellsStart));
  }

  /** Durations that swing by a factor of 1.65 up and down within 400 tasks. */
  List<Script> drifting() {
    return draw(
        (random, number, at) -> {
          double median = 120 * Math.pow(1.65, Math.sin(number * 2 * Math.PI / 400));
          return script(
              "a", at, 0, Lasting.logNormal(median, 0.3).draw(random), ProgressShape.NONE, false);
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
