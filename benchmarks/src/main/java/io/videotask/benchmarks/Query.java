package io.videotask.benchmarks;

import io.videotask.benchmarks.query.Contender;
import io.videotask.benchmarks.query.StatusServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Compares the cost of one status query with a bare GET with OkHttp whose answer is not parsed: CPU
 * of the process and bytes allocated, sequentially and 64 concurrently, and connections opened
 * after warm-up. Clients alternate in a different order each round; ratios are computed within a
 * round. {@code --rounds N}; {@code --ours} omits the peers.
 */
public final class Query {
  private static final int MANY = 64;

  /** The system measures a process's CPU in steps of 10 ms: 1 µs per query. */
  private static final int QUERIES = 10_000;

  private static final String BARE = "bare OkHttp GET";
  private static final String OURS = "video-task-client";

  /** Peers that read about three fields of an answer and check nothing else. */
  private static final List<String> READ_FEW_FIELDS = List.of("dashscope", "google-genai");

  /** With an answer of the same length as the peers'. */
  private static final String OURS_SHORT = OURS + ", OpenAI";

  private final List<Contender> contenders = new ArrayList<>();
  private final Map<String, Measured> measured = new LinkedHashMap<>();

  private Query() {}

  /** Ratios to the bare GET per round; costs if a ratio needs another divisor. */
  private static final class Measured {
    final Ratios cpu = new Ratios();
    final Ratios allocated = new Ratios();
    final Ratios cpuOfMany = new Ratios();
    final Ratios allocatedByMany = new Ratios();
    final Ratios oursOfMany = new Ratios();
    final Ratios nanos = new Ratios();
    final Ratios bytes = new Ratios();
    long connections;
    long queries;
  }

  private record Round(Contender.Cost one, Contender.Cost many) {}

  /** Prints the table, and the figures as the last line; exits with 1 if a target is missed. */
  public static void main(String[] words) throws Exception {
    List<String> given = List.of(words);
    int at = given.indexOf("--rounds");
    int rounds = at < 0 ? 15 : Integer.parseInt(given.get(at + 1));
    Targets targets = new Query().run(rounds, given.contains("--ours"));
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("query"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private Targets run(int rounds, boolean onlyOurs) throws Exception {
    Process server = StatusServer.start();
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      String url = "http://127.0.0.1:" + said.readLine();
      begin(url, onlyOurs);
      for (int round = 0; round < rounds; round++) {
        round(url, new Random(round));
      }
    } finally {
      contenders.forEach(Contender::close);
      server.destroy();
    }
    return report();
  }

  private void begin(String url, boolean onlyOurs) throws Exception {
    Path root = Path.of(System.getProperty("videotask.root", "."));
    contenders.add(Contender.own(BARE, "okhttp", url));
    contenders.add(Contender.own(OURS, "ours", url));
    contenders.add(Contender.own(OURS_SHORT, "ours-openai", url));
    if (!onlyOurs) {
      contenders.add(Contender.own("JDK HttpClient", "jdk", url));
      contenders.add(
          Contender.peer("dashscope-sdk-java 2.22.13", root, "dashscope/DashScopeQuery.java", url));
      contenders.add(Contender.peer("openai-java 4.98.0", root, "openai/OpenAiQuery.java", url));
      contenders.add(Contender.peer("ark-runtime 2.0.11", root, "ark/ArkQuery.java", url));
      contenders.add(Contender.peer("google-genai 1.70.0", root, "genai/GenAiQuery.java", url));
      contenders.add(Contender.peer("fal-client 0.7.1", root, "fal/FalQuery.java", url));
    }
    for (Contender contender : contenders) {
      measured.put(contender.name(), new Measured());
      for (int i = 0; i < 3; i++) {
        contender.send(1, 2 * QUERIES);
        contender.send(MANY, 2 * QUERIES);
      }
    }
  }

  private void round(String url, Random random) throws IOException {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.shuffle(order, random);
    Map<String, Round> costs = new LinkedHashMap<>();
    for (Contender contender : order) {
      // Connections that were closed during the other clients' turns don't count.
      contender.send(MANY, QUERIES / 4);
      long before = connections(url);
      Contender.Cost many = contender.send(MANY, QUERIES);
      Contender.Cost one = contender.send(1, QUERIES);
      costs.put(contender.name(), new Round(one, many));
      Measured all = get(contender.name());
      all.connections += connections(url) - before;
      all.queries += 2 * QUERIES;
    }
    Round bare = Objects.requireNonNull(costs.get(BARE));
    Round ours = Objects.requireNonNull(costs.get(OURS_SHORT));
    for (Map.Entry<String, Round> each : costs.entrySet()) {
      Measured all = get(each.getKey());
      Round round = each.getValue();
      all.cpu.add(round.one().cpu() / bare.one().cpu());
      all.allocated.add(round.one().allocated() / bare.one().allocated());
      all.cpuOfMany.add(round.many().cpu() / bare.many().cpu());
      all.allocatedByMany.add(round.many().allocated() / bare.many().allocated());
      all.oursOfMany.add(ours.many().cpu() / round.many().cpu());
      all.nanos.add(round.one().cpu());
      all.bytes.add(round.one().allocated());
    }
  }

  private Measured get(String name) {
    Measured found = measured.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  private static long connections(String url) throws IOException {
    try (InputStream answer = URI.create(url + "/connections").toURL().openStream()) {
      return Long.parseLong(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private Targets report() {
    Targets targets = new Targets();
    System.out.printf(
        "%-27s %-20s %-20s %-20s %-20s %s%n",
        "times a bare OkHttp GET",
        "CPU",
        "allocated",
        "CPU, " + MANY + " at once",
        "allocated, " + MANY,
        "new connections/1000");
    measured.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-27s %-20s %-20s %-20s %-20s %.1f%n",
                name,
                all.cpu,
                all.allocated,
                all.cpuOfMany,
                all.allocatedByMany,
                1000.0 * all.connections / all.queries));
    System.out.println("(median, quartiles; ? where they are too far apart to conclude anything)");
    judge(targets);
    return targets;
  }

  private void judge(Targets targets) {
    Measured ours = get(OURS);
    Measured bare = get(BARE);
    targets.figure("bare GET: CPU, us", bare.nanos.median() / 1000);
    targets.figure("bare GET: allocated, bytes", bare.bytes.median());
    say("CPU", targets.atMost("CPU", ours.cpu.median(), 1.3));
    say("allocated", targets.atMost("allocated", ours.allocated.median(), 1.5));
    targets.figure("CPU, 64 at once, new-api's answer", ours.cpuOfMany.median());
    targets.figure("allocated, 64 at once, new-api's answer", ours.allocatedByMany.median());
    Measured shortAnswer = get(OURS_SHORT);
    String cpu = "CPU, 64 at once, OpenAI's answer";
    say(cpu, targets.atMost(cpu, shortAnswer.cpuOfMany.median(), 1.3));
    String allocated = "allocated, 64 at once, OpenAI's answer";
    say(allocated, targets.atMost(allocated, shortAnswer.allocatedByMany.median(), 1.4));
    say("new connections", targets.atMost("new connections", (double) ours.connections, 0));
    measured.forEach(
        (name, all) -> {
          String figure = "CPU over that of " + name + ", 64 at once";
          if (READ_FEW_FIELDS.stream().anyMatch(name::startsWith)) {
            targets.figure(figure, all.oursOfMany.median());
          } else if (!name.startsWith(OURS) && !name.equals(BARE)) {
            say(figure, targets.atMost(figure, all.oursOfMany.median(), 1));
          }
        });
    double deciding = DecidingCost.nanosPerQuery();
    targets.figure("deciding and learning, us a query", deciding / 1000);
    String figure = "deciding and learning over a query's CPU";
    say(figure, targets.atMost(figure, deciding / ours.nanos.median(), 0.02));
  }

  private static void say(String name, String verdict) {
    System.out.println(name + " " + verdict);
  }
}
