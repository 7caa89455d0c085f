package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.SubmitAnswerReader;
import io.videotask.internal.client.SubmitAttempt;
import io.videotask.internal.dialect.FailureFacts;
import io.videotask.internal.http.BodyDecoder;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.TaskCost;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Reads every body in {@code specs} without a network, for fast feedback. */
class ExampleBodiesTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  static List<Arguments> examples() throws IOException {
    return endingWith(".expected.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void exampleHasExpectedOutcome(Path example) {
    assertAll(name(example), () -> assertOutcome(example));
  }

  private static void assertOutcome(Path example) throws IOException {
    Map<?, ?> expected = json(example);
    Object task = expected.get("task");
    ParsedAnswer parsed = reading(example, expected);

    if (task != null) {
      VideoTask read = assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
      List<String> differences = new ArrayList<>();
      compare("", task, shown(read), differences);
      assertTrue(differences.isEmpty(), () -> inFile(example, differences));
    } else {
      Map<?, ?> error = part(expected, "error");
      var read = assertInstanceOf(ParsedAnswer.OfError.class, parsed, parsed::toString).error();
      assertEquals(error.get("kind"), read.kind().name());
      Object retried = error.get("retried");
      String retry = read.retry().name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(retried == null || retried.equals(retry), () -> retried + " but " + retry);
      if (error.containsKey("requestId")) {
        assertEquals(error.get("requestId"), read.requestId());
      }
      if (error.get("retryAfterMillis") instanceof Number millis) {
        assertEquals(Duration.ofMillis(millis.longValue()), read.retryAfter());
      }
    }
  }

  private static List<Arguments> endingWith(String extension) throws IOException {
    try (Stream<Path> files = Files.walk(SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(extension))
          .sorted()
          .map(file -> Arguments.of(Named.of(name(file), file)))
          .toList();
    }
  }

  /** Returns the example's path, for test names. */
  private static String name(Path example) {
    return SPECS.relativize(example).toString();
  }

  private static ParsedAnswer reading(Path example, Map<?, ?> expected) throws IOException {
    Dialect dialect = Dialect.named(SPECS.relativize(example).getName(0).toString()).orElseThrow();
    TaskRef ref = new TaskRef(dialect.name(), String.valueOf(expected.get("asked")));
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(Answers.BASE)
            .addConverterFactory(MoshiConverterFactory.create(dialect.adapter().moshi()))
            .build();
    HttpUrl content = dialect.adapter().content(retrofit, ref.id(), null);
    int status = status(expected);
    String body = BodyDecoder.of(body(example));
    HttpAnswer answer = new HttpAnswer(status, headers(expected), body, false, null);
    FailureFacts facts = dialect.adapter().failureFacts();
    QueryContext query =
        new QueryContext(
            dialect.name(),
            ref,
            Answers.BASE,
            Instant.EPOCH,
            status,
            facts.requestId(answer),
            dialect.adapter().retryAfter(answer, Instant.EPOCH),
            content == null ? null : content::toString,
            facts.retryable(answer.headers()),
            facts.cost(answer.headers()));
    if ("result".equals(expected.get("operation"))) {
      return new ResultLookup(dialect.adapter())
          .read(query, dialect.adapter().resultField(), "{}", answer, new DecisionLog());
    }
    return new AnswerReader(dialect.adapter()).read(query, body, false, null, new DecisionLog());
  }

  static List<Arguments> creates() throws IOException {
    return endingWith(".outcome.json");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("creates")
  void submitExampleHasExpectedOutcome(Path example) {
    assertAll(name(example), () -> assertSubmitOutcome(example));
  }

  private static void assertSubmitOutcome(Path example) throws IOException {
    Map<?, ?> expected = json(example);
    String gateway = SPECS.relativize(example).getName(0).toString();
    boolean v2 = example.getFileName().toString().startsWith("v2-");
    VideoRequest request =
        VideoRequest.of("a kite").model(v2 ? "MiniMax-H3" : "MiniMax-Hailuo-02").build();
    SubmitAttempt attempt = new SubmitAttempt(gateway, request, Answers.BASE, "c-1", Instant.EPOCH);
    HttpAnswer answer =
        new HttpAnswer(
            status(expected), headers(expected), BodyDecoder.of(body(example)), false, null);

    SubmitOutcome outcome =
        new SubmitAnswerReader(Dialect.named(gateway).orElseThrow().adapter())
            .read(attempt, answer);

    List<String> differences = new ArrayList<>();
    compare("", expected, shown(outcome, expected), differences);
    boolean unknown = outcome instanceof SubmitOutcome.Unknown;
    assertTrue(
        differences.isEmpty(),
        () ->
            inFile(example, differences)
                + (unknown ? "; an outcome UNKNOWN has the kind OUTCOME_UNKNOWN" : ""));
  }

  private static String inFile(Path example, List<String> differences) {
    return "specs/" + name(example) + ": " + String.join("; ", differences);
  }

  private static Map<String, @Nullable Object> shown(SubmitOutcome outcome, Map<?, ?> expected) {
    Map<String, @Nullable Object> shown = new HashMap<>();
    shown.put("source", expected.get("source"));
    shown.put("http", expected.get("http"));
    return outcome.match(
        accepted -> {
          shown.put("outcome", "ACCEPTED");
          shown.put("id", accepted.task().id());
          return shown;
        },
        rejected -> {
          shown.put("outcome", "REJECTED");
          shown.put("kind", rejected.error().kind().name());
          shown.put("requestId", rejected.error().requestId());
          Duration retryAfter = rejected.error().retryAfter();
          shown.put("retryAfterMillis", retryAfter == null ? null : retryAfter.toMillis());
          shown.put("code", rejected.code());
          return shown;
        },
        unknown -> {
          shown.put("outcome", "UNKNOWN");
          shown.put("kind", unknown.error().kind().name());
          assertEquals("c-1", unknown.error().correlationId());
          return shown;
        });
  }

  private static Headers headers(Map<?, ?> expected) {
    Headers.Builder headers = new Headers.Builder();
    if (part(expected, "http").get("headers") instanceof Map<?, ?> named) {
      named.forEach((name, value) -> headers.add(String.valueOf(name), String.valueOf(value)));
    }
    return headers.build();
  }

  private static int status(Map<?, ?> expected) {
    return Integer.parseInt(String.valueOf(part(expected, "http").get("status")).replace(".0", ""));
  }

  private static Map<?, ?> part(Map<?, ?> expected, String name) {
    return assertInstanceOf(Map.class, expected.get(name));
  }

  private static byte[] body(Path example) throws IOException {
    String name = example.getFileName().toString().replaceAll("\\.(expected|outcome)\\.json$", "");
    for (String extension : List.of(".json", ".html", ".txt")) {
      Path body = example.resolveSibling(name + extension);
      if (Files.exists(body)) {
        return Files.readAllBytes(body);
      }
    }
    throw new IOException("no body beside " + example);
  }

  private static Map<String, @Nullable Object> shown(VideoTask task) {
    Map<String, @Nullable Object> shown = new HashMap<>();
    shown.put("state", task.state().name());
    shown.put("rawStatus", task.rawStatus());
    shown.put("progress", task.progress());
    shown.put("submittedAt", task.seen().submittedAt());
    shown.put("startedAt", task.seen().startedAt());
    shown.put("finishedAt", task.seen().finishedAt());
    shown.put("noted", !task.notes().isEmpty());
    List<Map<String, @Nullable Object>> videos =
        task instanceof VideoTask.Completed completed
            ? completed.videos().stream().map(ExampleBodiesTest::shown).toList()
            : List.of();
    shown.put("videos", videos);
    shown.put("video", videos.isEmpty() ? null : videos.get(0));
    TaskCost cost = task.seen().cost();
    shown.put(
        "cost",
        cost == null ? null : Map.of("amount", cost.amount().toPlainString(), "unit", cost.unit()));
    shown.put("failure", task instanceof VideoTask.Ended ended ? shown(ended.failure()) : null);
    return shown;
  }

  private static Map<String, @Nullable Object> shown(VideoResult video) {
    Map<String, @Nullable Object> shown = new HashMap<>();
    shown.put("url", video.url());
    shown.put("needsKey", video.needsKey());
    shown.put("backupUrl", video.backupUrl());
    shown.put("fileId", video.fileId());
    shown.put("format", video.format());
    shown.put("width", video.width());
    shown.put("height", video.height());
    shown.put("durationSeconds", video.durationSeconds());
    shown.put("fps", video.fps());
    shown.put("seed", video.seed());
    shown.put("bytes", video.bytes());
    shown.put("expiresAt", video.expiresAt());
    return shown;
  }

  private static Map<String, @Nullable Object> shown(TaskFailure failure) {
    Map<String, @Nullable Object> shown = new HashMap<>();
    shown.put("code", failure.code());
    shown.put("message", failure.message());
    shown.put("retryable", failure.retryable());
    shown.put("requestId", failure.requestId());
    return shown;
  }

  /** Fields that the example omits are not compared. */
  private static void compare(
      String path, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
    if (expected instanceof Map<?, ?> fields && actual instanceof Map<?, ?> values) {
      fields.forEach(
          (key, value) -> compare(path + "." + key, value, values.get(key), differences));
    } else if (expected instanceof List<?> list
        && actual instanceof List<?> values
        && list.size() == values.size()) {
      for (int i = 0; i < list.size(); i++) {
        compare(path + "." + i, list.get(i), values.get(i), differences);
      }
    } else if (!same(expected, actual)) {
      differences.add(
          path.substring(1) + " is " + expected + " in the file, and the client has " + actual);
    }
  }

  private static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof String text && actual instanceof Instant instant) {
      return OffsetDateTime.parse(text).toInstant().equals(instant);
    }
    if (expected instanceof Number number && actual instanceof Number value) {
      return number.doubleValue() == value.doubleValue();
    }
    if (expected instanceof String text && actual instanceof String value) {
      return text.replace("{base}/", Answers.BASE.toString()).equals(value);
    }
    return expected == null ? actual == null : expected.equals(actual);
  }

  private static Map<?, ?> json(Path file) throws IOException {
    try (JsonReader reader = JsonReader.of(new Buffer().write(Files.readAllBytes(file)))) {
      return (Map<?, ?>) reader.readJsonValue();
    }
  }
}
