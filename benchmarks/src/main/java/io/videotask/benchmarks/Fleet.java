package io.videotask.benchmarks;

import io.videotask.benchmarks.fleet.FleetClient;
import io.videotask.benchmarks.fleet.FleetProcess;
import io.videotask.benchmarks.fleet.FleetServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Thousands of concurrent waits in one JVM against a server in another: threads, heap, CPU,
 * lateness, and how all waits end.
 */
public final class Fleet {
  private static final int ALL = 100_000;

  private final Targets targets = new Targets();
  private final String url;

  private Fleet(String url) {
    this.url = url;
  }

  /** Prints the tables, and the figures as the last line; exits with 1 if a target is missed. */
  public static void main(String[] words) throws Exception {
    Targets targets;
    try (FleetProcess server = FleetProcess.of(FleetServer.class, "256m")) {
      Fleet fleet = new Fleet("http://127.0.0.1:" + server.line());
      fleet.heap();
      fleet.rate();
      fleet.slowServer();
      fleet.aThousand();
      targets = fleet.targets;
    }
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("fleet"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private FleetProcess client() throws IOException {
    return FleetProcess.of(FleetClient.class, "1g", url);
  }

  private void heap() throws IOException {
    double idle = 0;
    System.out.println("waits     heap a wait, bytes (its last body left out)");
    try (FleetProcess client = client()) {
      warm(client);
      double before = client.tell("heap")[0];
      double last = 0;
      for (int waits : List.of(1_000, 10_000, ALL)) {
        set("delay=0&ended=0");
        client.tell("open 3600000");
        client.tell("wait " + waits);
        untilAnswered(waits);
        last = client.tell("heap")[0];
        double each = (last - before) / waits - FleetServer.bytesOfABody();
        System.out.printf(Locale.ROOT, "%-9d %.0f%n", waits, each);
        targets.figure("heap a wait of " + waits, each);
        if (waits == ALL) {
          say("heap a wait", targets.atMost("heap a wait", each, 600));
          idle = each;
        } else {
          client.tell("close");
        }
      }
    }
    double ours;
    double bare;
    try (FleetProcess client = client()) {
      warm(client);
      set("delay=0");
      client.tell("open 3600000");
      client.tell("wait 256");
      untilAnswered(256);
      double before = client.tell("heap")[0];
      set("delay=6000");
      client.tell("ask");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      ours = (client.tell("heap")[0] - before) / 256;
    }
    try (FleetProcess client = client()) {
      warm(client);
      set("delay=0");
      client.tell("stall 256");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      double before = client.tell("heap")[0];
      set("delay=6000");
      client.tell("stall 256");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      bare = (client.tell("heap")[0] - before) / 256;
    }
    set("delay=0");
    // OkHttp reads into a segment of 8 KB, which a pending call holds.
    System.out.printf(
        Locale.ROOT,
        "a query in flight holds %.0f bytes, a bare call of OkHttp %.0f%n",
        ours,
        bare);
    targets.figure("heap of a bare call in flight", bare);
    say(
        "heap a wait in flight, beside OkHttp's",
        targets.atMost("heap a wait in flight", idle + ours - bare, 2048));
  }

  /** Threads, classes and connections that remain do not belong to waits. */
  private void warm(FleetProcess client) throws IOException {
    set("delay=300&ended=0");
    client.tell("open 1000");
    client.tell("wait 2000");
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
    client.tell("close");
  }

  private void rate() throws IOException {
    System.out.println("polls/s   CPU us a poll   lateness ms: p50, p99, most   threads");
    double[] bare = new double[2];
    set("delay=0&ended=0");
    bare[0] = bare();
    double cpu;
    try (FleetProcess client = client()) {
      set("interval=20000");
      client.tell("open 20000");
      client.tell("wait " + ALL);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(22));
      report();
      double[] before = client.tell("process");
      // Two full intervals, as the waits are not spread evenly over one.
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(40));
      double[] after = client.tell("process");
      double[] seen = report();
      cpu = (after[0] - before[0]) / seen[0] / 1000;
      System.out.printf(
          Locale.ROOT,
          "%-9.0f %-15.1f %.1f, %.1f, %.1f %20.0f%n",
          seen[1],
          cpu,
          seen[3],
          seen[4],
          seen[5],
          after[2]);
      say("polls a second", targets.atLeast("polls a second", seen[1], 4_900));
      say("lateness p99, ms", targets.atMost("lateness p99, ms", seen[4], 100));
      targets.figure("threads at 5000 a second", after[2]);
      end(client);
    }
    bare[1] = bare();
    Arrays.sort(bare);
    double bareCpu = (bare[0] + bare[1]) / 2;
    System.out.printf(Locale.ROOT, "bare calls: %.1f and %.1f us each%n", bare[0], bare[1]);
    targets.figure("CPU us a poll", cpu);
    targets.figure("CPU us a bare call", bareCpu);
    say("CPU a poll over a bare call", targets.atMost("CPU a poll", cpu / bareCpu, 1.4));
  }

  private double bare() throws IOException {
    try (FleetProcess client = client()) {
      return client.tell("bare 5000 16")[0] / 1000;
    }
  }

  /** Half of the tasks end, and the client is closed during the other half. */
  private void end(FleetProcess client) throws IOException {
    set("ended=" + ALL / 2);
    double ended = 0;
    for (int i = 0; i < 60 && ended < ALL / 2; i++) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      ended = client.tell("ended")[0];
    }
    double[] closed = client.tell("close");
    say("tasks that ended", targets.atLeast("tasks that ended", ended, ALL / 2.0));
    say("close, s", targets.atMost("close, s", closed[0] / 1e9, 2));
    say("waits without an end", targets.atMost("waits without an end", closed[1], 0));
  }

  private void slowServer() throws IOException {
    set("ended=0&delay=100");
    try (FleetProcess client = client()) {
      client.tell("open 5000");
      client.tell("process");
      client.tell("wait 10000");
      // OkHttp's connection threads stay idle for a minute before they end.
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(70));
      report();
      client.tell("process");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
      double threads = client.tell("process")[2];
      double[] seen = report();
      System.out.printf(
          Locale.ROOT,
          "a server that takes 100 ms: %.0f polls/s, %.0f calls in flight, %.0f threads%n",
          seen[1],
          seen[2],
          threads);
      if (Runtime.version().feature() >= 21) {
        say("threads", targets.atMost("threads", threads, 39));
      } else {
        say(
            "threads beyond those of calls",
            targets.atMost("threads beyond those of calls", threads - seen[2], 16));
      }
    }
    set("delay=0");
  }

  private void aThousand() throws IOException, InterruptedException {
    set("ended=0&delay=0");
    try (FleetProcess client = client()) {
      warm(client);
      set("delay=0");
      client.tell("open 5000");
      double heapBefore = client.tell("heap")[0];
      double[] before = client.tell("process");
      client.tell("wait 1000");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(6));
      double[] after = client.tell("process");
      double heap = (client.tell("heap")[0] - heapBefore) / 1e6;
      double resident = (after[3] - before[3]) / 1e3;
      System.out.printf(
          Locale.ROOT,
          "1,000 waits: %.1f MB of heap, %.1f MB resident beside it, %.0f threads more%n",
          heap,
          resident,
          after[1] - before[1]);
      say("MB of 1,000 waits", targets.atMost("MB of 1,000 waits", heap + resident, 5));
    }
    Path root = Path.of(System.getProperty("videotask.root", "."));
    Path peers = root.resolve("benchmarks/peers");
    threadsOf(
        "a thread a wait, JDK HttpClient", peers.resolve("handwritten/HandWrittenWaits.java"));
    Path libraries = Peers.libraries(root, "dashscope");
    threadsOf(
        "dashscope's wait",
        peers.resolve("dashscope/DashScopeWaits.java"),
        "-cp",
        libraries + "/*");
  }

  /** Measures what 999 additional waits cost the process. */
  private void threadsOf(String name, Path source, String... options)
      throws IOException, InterruptedException {
    long[] few = running(1, source, options);
    long[] many = running(1_000, source, options);
    System.out.printf(
        Locale.ROOT,
        "1,000 waits, %s: %.1f MB resident, %d threads more%n",
        name,
        (many[1] - few[1]) / 1e3,
        many[0] - few[0]);
    targets.figure("threads of 1,000 waits, " + name, (double) (many[0] - few[0]));
    targets.figure("MB of 1,000 waits, " + name, (many[1] - few[1]) / 1e3);
  }

  private long[] running(int waits, Path source, String... options)
      throws IOException, InterruptedException {
    Path key = Files.createTempFile("fleet", ".key");
    Files.writeString(key, "sk-benchmark");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    words.addAll(List.of(options));
    words.addAll(List.of(source.toString(), url, key.toString(), String.valueOf(waits)));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).contains("proxy"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    try {
      TimeUnit.SECONDS.sleep(15);
      long[] seen = new long[2];
      for (String line :
          Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
        if (line.startsWith("Threads:")) {
          seen[0] = Long.parseLong(line.replaceAll("\\D", ""));
        } else if (line.startsWith("VmRSS:")) {
          seen[1] = Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return seen;
    } finally {
      process.destroy();
      Files.delete(key);
    }
  }

  private void untilAnswered(int waits) throws IOException {
    double answered = 0;
    for (int i = 0; i < 120 && answered < waits; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      answered += report()[0];
    }
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
  }

  private double[] report() throws IOException {
    String[] words = get("/report").split(" ", -1);
    return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
  }

  private void set(String settings) throws IOException {
    get("/set?" + settings);
  }

  private String get(String path) throws IOException {
    try (InputStream answer = URI.create(url + path).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void say(String name, String verdict) {
    System.out.println(name + " " + verdict);
  }
}
