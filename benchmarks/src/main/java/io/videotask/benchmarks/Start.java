package io.videotask.benchmarks;

import io.videotask.benchmarks.query.StatusServer;
import io.videotask.benchmarks.start.BareGet;
import io.videotask.benchmarks.start.HelloWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Measures the start of the process until it has printed the answer of its first query: {@code
 * ./videotask status} as users run it, compared with a bare GET with OkHttp and hello world, all
 * with the same JVM options and a CDS archive of their own. {@code --rounds N}.
 */
public final class Start {
  private static final String TASK = "/v1/video/generations/task_1";
  private static final List<String> QUICK =
      List.of(
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xlog:disable");
  private static final String BARE = "bare OkHttp GET";
  private static final String OURS = "videotask status";
  private static final String PROGRAM = "videotask status, without its launcher";
  private static final String HELLO = "hello world";
  private static final double TARGET = 1.8;

  private final Path root;
  private final Path work;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();

  private Start(Path root) throws IOException {
    this.root = root.toAbsolutePath();
    this.work = Files.createDirectories(this.root.resolve("benchmarks/target/start"));
  }

  /** Prints the table, and the figures as the last line; exits with 1 if the target is missed. */
  public static void main(String[] words) throws Exception {
    List<String> given = List.of(words);
    int at = given.indexOf("--rounds");
    int rounds = at < 0 ? 21 : Integer.parseInt(given.get(at + 1));
    Process server = StatusServer.start();
    Targets targets;
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      Start start = new Start(Path.of(System.getProperty("videotask.root", ".")));
      start.prepare("http://127.0.0.1:" + said.readLine());
      targets = start.compare(rounds);
    } finally {
      server.destroy();
    }
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("start"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private void prepare(String url) throws Exception {
    String classes = System.getProperty("java.class.path");
    commands.put(HELLO, archived("hello", classes, HelloWorld.class.getName()));
    commands.put(BARE, archived("bare", classes, BareGet.class.getName(), url + TASK));
    List<String> status = List.of("status", "new-api:task_1", "--base-url", url);
    List<String> launched = new ArrayList<>(List.of(root.resolve("videotask").toString()));
    launched.addAll(status);
    // The first run builds the program and its archive if missing or out of date.
    run(launched);
    run(launched);
    commands.put(PROGRAM, withoutLauncher(status));
    commands.put(OURS, launched);
  }

  /** A command with a CDS archive of its classes. */
  private List<String> archived(String name, String classes, String... program) throws Exception {
    Path archive = work.resolve(name + ".jsa");
    Files.deleteIfExists(archive);
    List<String> training = new ArrayList<>(List.of(java()));
    training.add("-XX:ArchiveClassesAtExit=" + archive);
    List<String> command = new ArrayList<>(List.of(java()));
    command.add("-XX:SharedArchiveFile=" + archive);
    for (List<String> each : List.of(training, command)) {
      each.addAll(QUICK);
      each.addAll(List.of("-cp", classes));
      each.addAll(List.of(program));
    }
    run(training);
    return command;
  }

  /** Returns the command that the launcher runs. */
  private List<String> withoutLauncher(List<String> words) throws IOException {
    Path state = root.resolve("cli/target/launcher");
    Path app = state.resolve(Files.readString(state.resolve("current")).strip());
    Path archive;
    try (var files = Files.list(app)) {
      archive = files.filter(file -> file.toString().endsWith(".jsa")).findFirst().orElseThrow();
    }
    List<String> command = new ArrayList<>(List.of(java(), "-XX:SharedArchiveFile=" + archive));
    command.addAll(QUICK);
    command.addAll(List.of("-jar", app.resolve("videotask.jar").toString()));
    command.addAll(words);
    return command;
  }

  private Targets compare(int rounds) throws Exception {
    Map<String, Ratios> ratios = new LinkedHashMap<>();
    Map<String, Ratios> millis = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      List<String> order = new ArrayList<>(commands.keySet());
      Collections.shuffle(order, new Random(round));
      Map<String, Double> took = new LinkedHashMap<>();
      for (String name : order) {
        took.put(name, run(commands.getOrDefault(name, List.of())));
      }
      double bare = took.getOrDefault(BARE, Double.NaN);
      took.forEach(
          (name, time) -> {
            ratios.computeIfAbsent(name, any -> new Ratios()).add(time / bare);
            millis.computeIfAbsent(name, any -> new Ratios()).add(time);
          });
    }
    Targets targets = new Targets();
    System.out.printf(
        "%-40s %8s   %s%n", "to the end of its first query", "ms", "times a bare OkHttp GET");
    for (String name : commands.keySet()) {
      double ms = millis.getOrDefault(name, new Ratios()).median();
      Ratios ratio = ratios.getOrDefault(name, new Ratios());
      System.out.printf(Locale.ROOT, "%-40s %8.0f   %s%n", name, ms, ratio);
      targets.figure(name + ": ms", ms);
      if (name.equals(OURS)) {
        targets.atMost(name + ": over a bare GET", ratio.median(), TARGET);
      } else {
        targets.figure(name + ": over a bare GET", ratio.median());
      }
    }
    System.out.println("(median, quartiles; ? where they are too far apart to conclude anything)");
    return targets;
  }

  /** Returns milliseconds. */
  private double run(List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(work.resolve("error.log").toFile());
    builder.environment().put("VIDEOTASK_API_KEY", "sk-benchmark");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    for (String word : List.of("JAVA_TOOL_OPTIONS", "http_proxy", "HTTP_PROXY")) {
      builder.environment().remove(word);
    }
    long begun = System.nanoTime();
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          command + " failed: " + Files.readString(work.resolve("error.log")).strip());
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
