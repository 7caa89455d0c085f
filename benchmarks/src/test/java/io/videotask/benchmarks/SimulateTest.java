package io.videotask.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A small seeded run gives the committed report. When it is meant to change: {@code benchmarks/run
 * simulate --small}, without its last lines.
 */
class SimulateTest {
  /**
   * Rounding of the last digit differs between machines and may change the number of queries by
   * one.
   */
  private static final double TOLERANCE = 0.05;

  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+");

  @Tag("long")
  @Test
  void smallRunPrintsTheCommittedReport() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Simulate.report(null, true, new PrintStream(printed, true, StandardCharsets.UTF_8));

    List<String> expected = golden();
    List<String> actual = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      compare(expected.get(i), actual.get(i));
    }
  }

  private static void compare(String expected, String actual) {
    assertEquals(words(expected), words(actual));
    Matcher wanted = NUMBER.matcher(expected);
    Matcher got = NUMBER.matcher(actual);
    while (wanted.find() && got.find()) {
      double a = Double.parseDouble(wanted.group());
      double b = Double.parseDouble(got.group());
      assertTrue(Math.abs(a - b) <= 0.1 + TOLERANCE * a, () -> expected + " became " + actual);
    }
  }

  private static String words(String line) {
    return NUMBER.matcher(line).replaceAll("#").replace(", MISSED", "").replaceAll(" +", " ");
  }

  private static List<String> golden() throws IOException {
    try (InputStream report = SimulateTest.class.getResourceAsStream("simulate-small.txt")) {
      assertTrue(report != null);
      return new String(report.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
