package io.videotask.benchmarks.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the same script with every client, and prints a table of their results. */
public final class Contest {
  private final Path root;
  private final Script script;

  /**
   * Creates a contest with this many tasks and the peers in this checkout.
   *
   * @param calm no faults
   * @param quick no outage of three minutes
   */
  public Contest(Path root, int tasks, boolean calm, boolean quick) {
    this.root = root;
    this.script = new Script(tasks, calm, quick);
  }

  /**
   * Runs this client and then the others. Returns whether this client handled every task correctly.
   */
  public boolean run(boolean onlyOurs) throws Exception {
    System.out.println(
        script.count()
            + " tasks; right: its true end; false: another one; lost: an exception instead; hung:"
            + " nothing within "
            + script.limit().toSeconds()
            + " s; "
            + (script.hasLongOutage()
                ? "the gateway is away from "
                    + Script.AWAY_BEGINS.toSeconds()
                    + " to "
                    + Script.AWAY_ENDS.toSeconds()
                    + " s, real time, and 15 % of the tasks live for 60 to 270 s"
                : "without an absence of three minutes"));
    List<Score> scores = new ArrayList<>();
    scores.add(score(Contestant.ours(), true));
    System.out.println(Score.HEAD);
    System.out.println(scores.get(0).line());
    if (!onlyOurs) {
      scores.addAll(others());
    }
    System.out.println(
        "{\"benchmark\":\"drill\",\"tasks\":"
            + script.count()
            + ","
            + scores.stream().map(Score::json).collect(Collectors.joining(","))
            + "}");
    return scores.get(0).right() == script.count();
  }

  private List<Score> others() throws Exception {
    List<Contestant> others =
        List.of(
            Contestant.peer(
                "dashscope-sdk-java wait",
                new VendorProtocol.OfDashScope(),
                root,
                "dashscope",
                "DashScopeWaits.java"),
            Contestant.peer(
                "fal-client subscribe", new VendorProtocol.OfFal(), root, "fal", "FalWaits.java"),
            Contestant.peer(
                "openai-java, plain loop",
                new VendorProtocol.OfOpenAi(),
                root,
                "openai",
                "OpenAiWaits.java"),
            Contestant.handWritten(root));
    List<Score> scores = new ArrayList<>();
    for (Contestant other : others) {
      scores.add(score(other, false));
      System.out.println(scores.get(scores.size() - 1).line());
    }
    return scores;
  }

  /**
   * @param explained whether to list the tasks that did not end right on standard error
   */
  private Score score(Contestant contestant, boolean explained)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("videotask-drill");
    Map<String, String[]> ends = new ConcurrentHashMap<>();
    try (FaultyGateway gateway = new FaultyGateway(script, contestant.protocol(), folder)) {
      long begun = System.nanoTime();
      long[] last = {begun};
      Process process = contestant.start(gateway);
      Thread reader =
          new Thread(
              () -> {
                read(process, ends, last);
              });
      reader.start();
      process.waitFor(script.limit().toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      reader.join();
      Duration time =
          ends.size() < script.count() ? script.limit() : Duration.ofNanos(last[0] - begun);
      if (explained) {
        Score.mistakes(script, ends).forEach(System.err::println);
      }
      return Score.of(contestant.name(), script, ends, gateway.requests(), time);
    } finally {
      Files.deleteIfExists(folder.resolve("token"));
      Files.deleteIfExists(folder.resolve("next-token"));
      Files.deleteIfExists(folder);
    }
  }

  private static void read(Process process, Map<String, String[]> ends, long[] last) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          last[0] = System.nanoTime();
          ends.putIfAbsent(parts[0], new String[] {parts[1], parts[2]});
        }
      }
    } catch (IOException ignored) {
      // The process has been stopped.
    }
  }
}
