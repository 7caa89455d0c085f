package io.videotask.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares existing schedules and ours on virtual time. {@code --looks FILE} reads other
 * recordings; {@code --plot FILE} plots delay over requests; {@code --small} runs for a second or
 * two, and its targets are not meaningful.
 */
public final class Simulate {
  private static final long SEED = 20260821;

  private Simulate() {}

  /** Prints the report, and the figures as the last line; exits with 1 if a target is missed. */
  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    Targets targets = report(option(given, "--looks"), given.contains("--small"), System.out);
    Path plot = option(given, "--plot");
    if (plot != null) {
      DurationDistribution lasting = DurationDistribution.logNormal(120, 0.45);
      List<Script> tasks = new Workload(3000, SEED).of(lasting, random -> ProgressShape.NONE);
      DelayPlot.draw(plot, Optimum.of(lasting), tasks);
    }
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("simulate"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  static Targets report(@Nullable Path looks, boolean small, PrintStream out) throws IOException {
    Targets targets = new Targets();
    int warm = small ? 100 : 500;
    Workload workload = new Workload(small ? 300 : 4000, SEED);
    new DurationsPart(workload, warm, out, targets).run();
    new ProgressPart(workload, warm, out, targets).run();
    new MixturesPart(workload, warm, out, targets).run();
    new CallbacksPart(workload, warm, out, targets).run();
    new GroupsPart(small, out, targets).run();
    Recordings recordings = Recordings.read(looks);
    new LooksPart(recordings, true, true, out, targets).run();
    // With half as many samples, even a long recording may have too few to detect the interval.
    new LooksPart(recordings, false, looks == null, out, targets).run();
    new NewNodePart(recordings, out, targets).run();
    return targets;
  }

  private static @Nullable Path option(List<String> given, String name) {
    int at = given.indexOf(name);
    return at < 0 || at + 1 >= given.size() ? null : Path.of(given.get(at + 1));
  }
}
