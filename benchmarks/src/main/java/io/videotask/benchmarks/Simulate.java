package io.videotask.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When to ask: the schedules of today and ours, on virtual time. {@code --looks FILE} takes other
 * recordings; {@code --plot FILE} draws delay over requests; {@code --small} is a run of a second
 * or two, whose targets say nothing.
 */
public final class Simulate {
  private static final long SEED = 20260821;

  private Simulate() {}

  /** Prints the report, and as its last line the figures; exits with 1 when a target is missed. */
  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    Targets targets = report(option(given, "--looks"), given.contains("--small"), System.out);
    Path plot = option(given, "--plot");
    if (plot != null) {
      Lasting lasting = Lasting.logNormal(120, 0.45);
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
    Recordings recordings = Recordings.read(looks);
    new LooksPart(recordings, true, true, out, targets).run();
    // Half as many moments: in a recording of any length that may be too few to find the beat in.
    new LooksPart(recordings, false, looks == null, out, targets).run();
    return targets;
  }

  private static @Nullable Path option(List<String> given, String name) {
    int at = given.indexOf(name);
    return at < 0 || at + 1 >= given.size() ? null : Path.of(given.get(at + 1));
  }
}
