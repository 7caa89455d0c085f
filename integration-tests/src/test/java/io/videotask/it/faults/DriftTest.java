package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state is read although any property of any model has another type than in its spec. */
class DriftTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "{}",
          "[]",
          "true",
          "0",
          "-1",
          "12.5",
          "1e400",
          "9".repeat(400),
          "\"12\"",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[null]",
          "[[[]]]",
          "[{\"a\":[1]}]",
          "{\"a\":{\"b\":null}}");

  private static final List<Map.Entry<String, TaskState>> WORDS =
      List.of(
          Map.entry("IN_PROGRESS", TaskState.IN_PROGRESS),
          Map.entry("SUCCESS", TaskState.COMPLETED),
          Map.entry("FAILURE", TaskState.FAILED));

  /** The position of a property: flat, in a row, or in the vendor's answer inside a row. */
  private static final List<String> PLACES =
      List.of(
          "{\"task_id\":\"t\",\"status\":\"WORD\",PROPERTY}",
          "{PROPERTY,\"task_id\":\"t\",\"status\":\"WORD\"}",
          "{\"code\":\"success\",\"data\":{\"task_id\":\"t\",\"status\":\"WORD\",PROPERTY}}",
          "{\"code\":\"success\",\"data\":{\"task_id\":\"t\",\"status\":\"WORD\",\"data\":{PROPERTY}}}");

  /** The bodies here are of gateways with new-api's statuses and places. */
  static List<Dialect> dialects() {
    return Dialect.all().stream()
        .filter(d -> d.adapter().isOfNewApisFamily() || d.equals(Dialect.MINIMAX))
        .toList();
  }

  /** Every property has every value at every place, and each of these three with every status. */
  @ParameterizedTest
  @MethodSource("dialects")
  void driftOfAnyPropertyDoesNotLoseTheState(Dialect dialect) throws IOException {
    int next = 0;
    for (String body : drifted(dialect)) {
      check(dialect, body, WORDS.get(next++ % WORDS.size()));
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("dialects")
  void driftOfAnyPropertyDoesNotLoseAnyState(Dialect dialect) throws IOException {
    for (String body : drifted(dialect)) {
      WORDS.forEach(word -> check(dialect, body, word));
    }
  }

  private static List<String> drifted(Dialect dialect) throws IOException {
    Set<String> properties = properties(dialect);
    assertTrue(properties.size() > 40, "only " + properties);
    // An id that is null leaves nothing that tells the task from an envelope.
    properties.remove("task_id");
    List<String> bodies = new ArrayList<>();
    for (String property : properties) {
      for (String value : VALUES) {
        for (String place : PLACES) {
          if (!property.equals("status") || place.contains("\"data\":{PROPERTY")) {
            bodies.add(place.replace("PROPERTY", "\"" + property + "\":" + value));
          }
        }
      }
    }
    return bodies;
  }

  /** If a name occurs twice, the last one counts, as usual in JSON. */
  @ParameterizedTest
  @MethodSource("dialects")
  void theLastOfTwoPropertiesWithOneNameCounts(Dialect dialect) {
    String body = "{\"task_id\":\"t\",\"status\":\"FAILURE\",\"status\":\"SUCCESS\",\"url\":\"\"}";
    assertEquals(TaskState.COMPLETED, state(dialect, body));
  }

  private static void check(Dialect dialect, String body, Map.Entry<String, TaskState> word) {
    String drifted = body.replace("WORD", word.getKey());
    assertEquals(word.getValue(), state(dialect, drifted), drifted);
  }

  private static TaskState state(Dialect dialect, String body) {
    Explanation explanation = dialect.explain(body.getBytes(StandardCharsets.UTF_8));
    return assertInstanceOf(Explanation.OfTask.class, explanation, body).task().state();
  }

  /** Returns the names of all properties in the dialect's spec. */
  private static Set<String> properties(Dialect dialect) throws IOException {
    Path spec = Path.of(System.getProperty("videotask.specs"), dialect.name(), "openapi.yaml");
    Set<String> names = new TreeSet<>();
    int indent = -1;
    for (String line : Files.readAllLines(spec)) {
      Matcher name = Pattern.compile("( *)([a-zA-Z0-9_]+):.*").matcher(line);
      if (!name.matches()) {
        continue;
      }
      int depth = name.group(1).length();
      if (name.group(2).equals("properties") && line.strip().equals("properties:")) {
        indent = depth + 2;
      } else if (depth == indent) {
        names.add(name.group(2));
      } else if (depth < indent) {
        indent = -1;
      }
    }
    return names;
  }
}
