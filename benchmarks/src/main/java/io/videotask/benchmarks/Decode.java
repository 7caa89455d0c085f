package io.videotask.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compares decoding of the seed's example with JMH: the generated adapters, Moshi by reflection,
 * Gson and Jackson. The benchmarks are compiled here, on their own class path. {@code --prof NAME}
 * selects a JMH profiler; {@code --quick} runs for seconds, and its figures are not meaningful.
 */
public final class Decode {
  private static final String OURS = "generatedAdapters";
  private static final String REFLECTION = "moshiReflection";
  private static final double TARGET = 1.15;

  private final Map<String, Ratios> nanos = new LinkedHashMap<>();
  private final Map<String, Ratios> ratios = new LinkedHashMap<>();
  private final Map<String, Double> bytes = new LinkedHashMap<>();

  private Decode() {}

  /** Prints the table, and the figures as the last line; exits with 1 if the target is missed. */
  public static void main(String[] words) throws Exception {
    Path root = Path.of(System.getProperty("videotask.root", "."));
    Path sources = root.resolve("benchmarks/peers/decode");
    Path work = Files.createDirectories(root.resolve("benchmarks/target/decode"));
    String path =
        Peers.libraries(root, "decode")
            + File.separator
            + "*"
            + File.pathSeparator
            + System.getProperty("java.class.path");
    List<String> compiler = new ArrayList<>(List.of(tool("javac"), "-proc:full", "-cp", path));
    if (Runtime.version().feature() < 21) {
      // This version has no such option, and does it by default.
      compiler.remove("-proc:full");
    }
    compiler.addAll(List.of("-d", work.toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compiler::add);
    }
    run(compiler);
    Path results = work.resolve("results.json");
    Decode decode = new Decode();
    int rounds = List.of(words).contains("--quick") ? 1 : 7;
    for (int round = 0; round < rounds; round++) {
      run(jmh(List.of(words), work + File.pathSeparator + path, root, results));
      decode.read(results);
    }
    Targets targets = decode.report();
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("decode"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private static List<String> jmh(List<String> words, String path, Path root, Path results) {
    Path example = root.resolve("specs/minimax-anyapi/examples/seed-003-success.json");
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("java"),
                "-Dvideotask.example=" + example.toAbsolutePath(),
                "-cp",
                path,
                "org.openjdk.jmh.Main",
                "-rf",
                "json",
                "-rff",
                results.toString(),
                "-prof",
                "gc"));
    boolean quick = words.contains("--quick");
    // Many short forks: results differ more between forks, which compile differently, than within
    // one.
    command.addAll(List.of("-f", quick ? "1" : "6", "-wi", "3", "-i", "3", "-w", "1", "-r", "1"));
    int at = words.indexOf("--prof");
    if (at >= 0) {
      command.addAll(List.of("-prof", words.get(at + 1)));
    }
    return command;
  }

  @SuppressWarnings("unchecked") // Moshi decodes a JSON array of objects as a list of maps.
  private void read(Path results) throws IOException {
    JsonAdapter<List<Map<String, Object>>> adapter =
        new Moshi.Builder()
            .build()
            .adapter(
                Types.newParameterizedType(
                    List.class, Types.newParameterizedType(Map.class, String.class, Object.class)));
    List<Map<String, Object>> all = adapter.fromJson(Files.readString(results));
    Map<String, Double> took = new LinkedHashMap<>();
    for (Map<String, Object> one : all == null ? List.<Map<String, Object>>of() : all) {
      String name = String.valueOf(one.get("benchmark")).replaceAll(".*[.]", "");
      Map<String, Object> primary = (Map<String, Object>) object(one, "primaryMetric");
      took.put(name, best((List<List<Double>>) object(primary, "rawData")));
      Map<String, Object> secondary = (Map<String, Object>) object(one, "secondaryMetrics");
      secondary.forEach(
          (metric, value) -> {
            if (metric.endsWith("gc.alloc.rate.norm")) {
              bytes.put(name, (Double) object((Map<String, Object>) value, "score"));
            }
          });
    }
    double reflection = took.getOrDefault(REFLECTION, Double.NaN);
    took.forEach(
        (name, time) -> {
          nanos.computeIfAbsent(name, any -> new Ratios()).add(time);
          ratios.computeIfAbsent(name, any -> new Ratios()).add(time / reflection);
        });
  }

  private Targets report() {
    Targets targets = new Targets();
    System.out.printf("%-28s %10s %10s %s%n", "", "ns", "bytes", "over Moshi by reflection");
    nanos.forEach(
        (name, time) -> {
          double allocated = bytes.getOrDefault(name, Double.NaN);
          Ratios ratio = ratios.getOrDefault(name, new Ratios());
          System.out.printf(
              Locale.ROOT, "%-28s %10.0f %10.0f %s%n", name, time.median(), allocated, ratio);
          targets.figure(name + ": ns", time.median());
          targets.figure(name + ": bytes", allocated);
          if (name.equals(OURS)) {
            targets.atMost(name + ": over the best Moshi way", ratio.median(), TARGET);
          } else {
            targets.figure(name + ": over the best Moshi way", ratio.median());
          }
        });
    return targets;
  }

  /**
   * Returns the median of the fastest iterations of all forks: load on the machine only adds time.
   */
  private static double best(List<List<Double>> forks) {
    Ratios best = new Ratios();
    for (List<Double> fork : forks) {
      best.add(fork.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN));
    }
    return best.median();
  }

  private static Object object(Map<String, Object> map, String name) {
    Object value = map.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is missing");
    }
    return value;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " ended with " + process.exitValue());
    }
  }
}
