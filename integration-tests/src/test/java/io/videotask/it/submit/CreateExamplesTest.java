package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.it.Example;
import io.videotask.it.Json;
import io.videotask.it.SelectedGateway;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer to a submit in {@code specs}, over real HTTP, through the public API. */
class CreateExamplesTest {
  private static final Path SPECS = Example.SPECS;
  private static final String PROMPT = "a small red kite over a harbour";
  private static final FakeGateway GATEWAY = FakeGateway.start();
  private static @Nullable VideoTasks videos;

  @BeforeAll
  static void start() {
    videos = GATEWAY.client().build();
  }

  @AfterAll
  static void stop() {
    if (videos != null) {
      videos.close();
    }
    GATEWAY.close();
  }

  static List<Arguments> examples() throws IOException {
    try (Stream<Path> files = Files.walk(SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(".outcome.json"))
          .filter(file -> SelectedGateway.includes(SPECS.relativize(file).getName(0).toString()))
          .sorted()
          .map(file -> Arguments.of(Named.of(Example.shown(file), file)))
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void hasTheExpectedResult(Path example) {
    assertAll(Example.shown(example), () -> assertComesOut(example));
  }

  private static void assertComesOut(Path example) throws Exception {
    Map<String, Object> expected = Json.object(Files.readString(example));
    String name = example.getFileName().toString().replace(".outcome.json", "");
    String gateway = SPECS.relativize(example).getName(0).toString();
    GATEWAY.answerAlways(Reply.of(status(expected), Map.of(), body(example)));
    int before = GATEWAY.requests().size();
    AnswerFormat format = format(gateway, name);
    VideoRequest request = format.request(PROMPT).build();

    SubmitOutcome outcome = Objects.requireNonNull(videos).submit(request);

    Map<String, @Nullable Object> shown = shown(format, outcome);
    for (String optional : List.of("code", "requestId", "retryAfterMillis")) {
      if (!expected.containsKey(optional)) {
        shown.remove(optional);
      }
    }
    assertEquals(List.of(), differences(example, shown(expected), shown));
    assertEquals(before + 1, GATEWAY.requests().size());
    assertFalse(outcome.toString().contains(PROMPT));
  }

  /** Returns what is to be corrected in the file, if it is the file that is wrong. */
  private static List<String> differences(
      Path example, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> actual) {
    List<String> differences = new ArrayList<>();
    Set<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      Object result = actual.get(key);
      if (!Objects.equals(expected.get(key), result)) {
        differences.add(
            "specs/%s: \"%s\" is %s in the file, and the client has %s"
                .formatted(Example.shown(example), key, json(expected.get(key)), json(result)));
      }
    }
    if (!differences.isEmpty() && "UNKNOWN".equals(actual.get("outcome"))) {
      differences.add("an outcome UNKNOWN has the kind OUTCOME_UNKNOWN, whatever its cause is");
    }
    return differences;
  }

  private static String json(@Nullable Object value) {
    return value instanceof String text
        ? "\"" + text + "\""
        : value == null ? "missing" : "" + value;
  }

  /** Returns the gateway's format that the example's name begins with, or its first one. */
  private static AnswerFormat format(String gateway, String example) {
    Dialect dialect = Dialect.named(gateway).orElseThrow();
    String prefix = dialect.name().replace('-', '_').toUpperCase(Locale.ROOT) + "_";
    return AnswerFormat.all(dialect).stream()
        .filter(
            format ->
                example.startsWith(
                    format.name().replace(prefix, "").toLowerCase(Locale.ROOT) + "-"))
        .findFirst()
        .orElseGet(() -> AnswerFormat.of(dialect));
  }

  private static Map<String, @Nullable Object> shown(Map<String, Object> expected) {
    Map<String, @Nullable Object> shown = new HashMap<>(expected);
    shown.remove("source");
    shown.remove("http");
    return shown;
  }

  private static Map<String, @Nullable Object> shown(AnswerFormat format, SubmitOutcome outcome) {
    Map<String, @Nullable Object> shown = new HashMap<>();
    outcome.match(
        accepted -> {
          shown.put("outcome", "ACCEPTED");
          String id = accepted.task().id();
          var gateway = format.dialect().gateway();
          boolean hasKind = gateway.hasKinds() && gateway.usualKind() == null;
          return shown.put("id", hasKind ? id.substring(id.lastIndexOf(':') + 1) : id);
        },
        rejected -> {
          shown.put("code", rejected.code());
          return error("REJECTED", rejected.error(), shown);
        },
        unknown -> error("UNKNOWN", unknown.error(), shown));
    return shown;
  }

  private static @Nullable Object error(
      String outcome, VideoTaskException error, Map<String, @Nullable Object> shown) {
    assertFalse(String.valueOf(error.getMessage()).contains(PROMPT));
    shown.put("outcome", outcome);
    shown.put("requestId", error.requestId());
    shown.put(
        "retryAfterMillis",
        error.retryAfter() == null ? null : BigDecimal.valueOf(error.retryAfter().toMillis()));
    return shown.put("kind", error.kind().name());
  }

  private static int status(Map<String, Object> expected) {
    Object http = expected.get("http");
    return http instanceof Map<?, ?> map && map.get("status") instanceof BigDecimal status
        ? status.intValueExact()
        : 0;
  }

  private static byte[] body(Path example) throws IOException {
    String name = example.getFileName().toString().replace(".outcome.json", "");
    for (String extension : List.of(".json", ".html", ".txt")) {
      Path body = example.resolveSibling(name + extension);
      if (Files.exists(body)) {
        return Files.readAllBytes(body);
      }
    }
    throw new IOException("no body beside " + example);
  }
}
