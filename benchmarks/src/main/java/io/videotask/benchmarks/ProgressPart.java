package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Accurate progress helps most; constant or clock-driven progress must not hurt. */
record ProgressPart(Workload workload, int warm, PrintStream out, Targets targets) {
  void run() {
    out.println("# Progress: times less delay than a fixed 10 s at its number of requests");
    Map<String, Function<RandomGenerator, ProgressShape>> shapes = new LinkedHashMap<>();
    shapes.put("good", random -> ProgressShape.GOOD);
    shapes.put("linear", ProgressShape::wobbling);
    shapes.put("coarse", random -> ProgressShape.COARSE);
    shapes.put("constant", random -> ProgressShape.CONSTANT);
    shapes.put("clock", random -> ProgressShape.CLOCK);
    for (Map.Entry<String, DurationDistribution> each : Workload.distributions().entrySet()) {
      for (Map.Entry<String, Function<RandomGenerator, ProgressShape>> shape : shapes.entrySet()) {
        judge(each.getKey(), shape.getKey(), workload.of(each.getValue(), shape.getValue()));
      }
    }
    out.println();
  }

  private void judge(String name, String shape, List<Script> tasks) {
    Outcome fixed =
        VirtualRun.of(tasks, Schedule.fixed(Duration.ofSeconds(10)), 7).between(warm, tasks.size());
    double gain = fixed.meanDelay() / Sweep.of(tasks, warm).mean().delay(fixed.requestsATask());
    String figure = name + ", " + shape + " progress: gain";
    String verdict;
    if (name.equals("memoryless") && !shape.equals("constant") && !shape.equals("clock")) {
      targets.figure(figure, gain);
      verdict = String.format("%.2f", gain);
    } else {
      verdict =
          switch (shape) {
            case "good", "linear" -> targets.atLeast(figure, gain, 8);
            case "coarse" -> targets.atLeast(figure, gain, 4);
            default -> targets.atLeast(figure, gain, 1 / 1.05);
          };
    }
    out.printf("%-12s %-9s %s%n", name, shape, verdict);
  }
}
