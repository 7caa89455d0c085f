package io.videotask.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures the time from an edit of a spec to "generated and compiled" and to "contract-tested" on
 * a copy of this checkout, compared with the stock generator on the same specs, and from an edit of
 * a mapping to "contract-tested" with the command of docs/adding-a-gateway.md. Each run is a
 * separate Maven process. {@code --rounds N} repeats; medians are compared.
 */
public final class Regenerate {
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "consumers");
  private static final String EDITED = "specs/new-api/openapi.yaml";
  private static final String MAPPING = "specs/kling/gateway.yaml";
  private static final String MAPPING_TESTED = "ours warm, a mapping's edit contract-tested";

  /** What docs/adding-a-gateway.md sets for it. */
  private static final Map<String, String> SHORT_BUILD =
      Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  /** The tests that compare examples with the spec, and the committed lists. */
  private static final String CONTRACT_TESTS = "*Contract*Test,*SurfaceTest,ExamplesTest";

  private final Path ours;
  private final Path stock;
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private int edits;

  private Regenerate(Path root) throws IOException {
    Path work = root.resolve("benchmarks/target/regenerate");
    this.ours = work.resolve("ours");
    this.stock = work.resolve("stock");
    copy(root, ours);
    copy(root.resolve("benchmarks/peers/stock-generator"), stock);
    String spec = Files.readString(ours.resolve(EDITED));
    if (!spec.contains("\n        task_id:")) {
      throw new IOException(EDITED + " has no task_id to write a field before");
    }
  }

  /** Exits with 1 if this project is slower than the stock generator. */
  public static void main(String[] words) throws Exception {
    int rounds = 3;
    if (words.length == 2 && words[0].equals("--rounds")) {
      rounds = Integer.parseInt(words[1]);
    } else if (words.length > 0) {
      System.err.println("usage: benchmarks/run regenerate [--rounds N]");
      System.exit(2);
    }
    Path root = Path.of(System.getProperty("videotask.root", ".")).toAbsolutePath().normalize();
    System.exit(new Regenerate(root).run(rounds) ? 0 : 1);
  }

  private boolean run(int rounds) throws Exception {
    // Warm-up for downloads and the disk; not measured.
    theirs("first");
    oursCompiled("first");
    oursTested("first", "-Dsurface.update=true");
    oursMappingTested("first");
    seconds.clear();
    for (int round = 0; round < rounds; round++) {
      delete(stock.resolve("target"));
      theirs("stock cold");
      edit();
      theirs("stock warm");

      delete(ours.resolve("generated-runtime/target"));
      delete(ours.resolve("codegen/target"));
      delete(ours.resolve("generated-client/target"));
      oursCompiled("ours cold");
      edit();
      oursCompiled("ours warm");
      edit();
      oursWithCore("ours warm, core and its checks");
      edit();
      oursTested("ours warm, contract-tested", "-Dsurface.update=true");
      editMapping();
      oursMappingTested(MAPPING_TESTED);
    }
    return report();
  }

  private void theirs(String name) throws Exception {
    maven(name, stock, "compile", "-Dspecs=" + ours.resolve("specs"));
  }

  /** Generates and compiles without lint, like the stock generator's project. */
  private void oursCompiled(String name) throws Exception {
    maven(name, ours, "compile", "-P", "!checked", "-pl", "generated-client", "-am");
  }

  private void oursWithCore(String name) throws Exception {
    maven(name, ours, "compile", "-pl", "core", "-am");
  }

  private void oursTested(String name, String update) throws Exception {
    maven(
        name,
        ours,
        "test",
        "-pl",
        "integration-tests",
        "-am",
        update,
        "-Dtest=" + CONTRACT_TESTS,
        "-Dsurefire.failIfNoSpecifiedTests=false");
  }

  /** One gateway's examples and contract tests. */
  private void oursMappingTested(String name) throws Exception {
    maven(name, ours, SHORT_BUILD, "test", "-Dgateway=kling", "-pl", "integration-tests", "-am");
  }

  /** Adds another code each time. */
  private void editMapping() throws IOException {
    Path mapping = ours.resolve(MAPPING);
    String text = Files.readString(mapping);
    if (!text.contains("rateLimit: [")) {
      throw new IOException(MAPPING + " has no rateLimit to add a code to");
    }
    Files.writeString(
        mapping, text.replace("rateLimit: [", "rateLimit: [" + (990000 + edits++) + ", "));
  }

  /** Edits a different field each time, so that every run has something to generate. */
  private void edit() throws IOException {
    Path spec = ours.resolve(EDITED);
    String field = "\n        edit_" + edits++ + ": {type: string, nullable: true}";
    String text = Files.readString(spec);
    int place = text.indexOf("\n        task_id:");
    Files.writeString(spec, text.substring(0, place) + field + text.substring(place));
  }

  private void maven(String name, Path folder, String... words) throws Exception {
    maven(name, folder, Map.of(), words);
  }

  private void maven(String name, Path folder, Map<String, String> environment, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q"));
    command.addAll(List.of(words));
    Path log = folder.resolveSibling("maven.log");
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    process.environment().putAll(environment);
    long begun = System.nanoTime();
    int exit = process.start().waitFor();
    double took = (System.nanoTime() - begun) / 1e9;
    if (exit != 0) {
      throw new IOException(name + " failed; the log is " + log);
    }
    System.out.printf(Locale.ROOT, "%-45s %6.1f s%n", name, took);
    seconds.computeIfAbsent(name, n -> new ArrayList<>()).add(took);
  }

  private boolean report() {
    Targets targets = new Targets();
    System.out.println("\nmedians, and the ratio to the stock generator's generate and compile");
    seconds.keySet().stream()
        .filter(name -> !name.equals(MAPPING_TESTED))
        .forEach(name -> targets.figure(name + " s", median(name)));
    double cold = median("ours cold") / median("stock cold");
    double warm = median("ours warm") / median("stock warm");
    System.out.println("cold " + targets.atMost("cold ratio", cold, 1.0));
    System.out.println("warm " + targets.atMost("warm ratio", warm, 1.0));
    double tested = median(MAPPING_TESTED);
    System.out.println(MAPPING_TESTED + " " + targets.atMost(MAPPING_TESTED + " s", tested, 20));
    System.out.println(targets.json("regenerate"));
    return targets.missed().isEmpty();
  }

  private double median(String name) {
    List<Double> sorted =
        seconds.getOrDefault(name, List.of(Double.NaN)).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void copy(Path from, Path to) throws IOException {
    delete(to);
    try (Stream<Path> files = Files.find(from, 20, (path, a) -> isSource(from.relativize(path)))) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.resolveSibling(""));
          Files.copy(file, target);
        }
      }
    }
  }

  private static boolean isSource(Path relative) {
    for (Path step : relative) {
      if (NOT_SOURCES.contains(step.toString())) {
        return false;
      }
    }
    return true;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
