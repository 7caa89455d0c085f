package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares the delays that schedules choose in seeded runs with a committed table, a line a task,
 * in seconds, so that each change of them is seen and intended. Run with {@code
 * -Dsurface.update=true} to write it anew.
 */
class ScheduleDecisionsTest {
  private static final Path TABLE =
      Path.of(System.getProperty("videotask.specs"))
          .resolve("../core/src/test/resources/io/videotask/schedule/schedule-decisions.txt")
          .normalize();

  /** Delays are truncated to nanoseconds, and exponentials differ in their last digit. */
  private static final double TRUNCATION = 4e-9;

  @ParameterizedTest
  @EnumSource
  void areTheCommittedOnes(ScheduleDecisionRun run) throws IOException {
    Map<String, List<Double>> decided = run.decide();
    if (Boolean.getBoolean("surface.update")) {
      write(run, decided);
    }

    Map<String, List<Double>> committed = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(TABLE)) {
      lines.filter(line -> line.startsWith(run + " ")).forEach(line -> read(line, committed));
    }
    assertEquals(committed.keySet(), decided.keySet());
    committed.forEach(
        (task, delays) ->
            assertSame(run + " " + task, delays, decided.getOrDefault(task, List.of())));
  }

  private static void assertSame(String task, List<Double> committed, List<Double> decided) {
    String all = task + ": " + committed + " became " + decided;
    assertEquals(committed.size(), decided.size(), all);
    for (int i = 0; i < committed.size(); i++) {
      double wanted = committed.get(i);
      assertEquals(wanted, decided.get(i), TRUNCATION + 1e-9 * Math.abs(wanted), all);
    }
  }

  private static void read(String line, Map<String, List<Double>> tasks) {
    List<String> words = Arrays.asList(line.split(" "));
    tasks.put(words.get(1), words.subList(2, words.size()).stream().map(Double::valueOf).toList());
  }

  private static void write(ScheduleDecisionRun run, Map<String, List<Double>> tasks)
      throws IOException {
    Map<ScheduleDecisionRun, List<String>> lines = new TreeMap<>();
    for (String line : Files.exists(TABLE) ? Files.readAllLines(TABLE) : List.<String>of()) {
      String name = line.substring(0, line.indexOf(' '));
      if (!name.equals(run.name())) {
        lines
            .computeIfAbsent(ScheduleDecisionRun.valueOf(name), any -> new ArrayList<>())
            .add(line);
      }
    }
    tasks.forEach(
        (task, delays) ->
            lines
                .computeIfAbsent(run, any -> new ArrayList<>())
                .add(
                    run
                        + " "
                        + task
                        + " "
                        + delays.stream().map(String::valueOf).collect(Collectors.joining(" "))));
    Files.createDirectories(TABLE.getParent());
    Files.write(TABLE, lines.values().stream().flatMap(List::stream).toList());
  }
}
