package io.videotask.internal.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A row of an answer about many tasks means what the answer about one means. */
class TaskGroupsTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs", "../specs"));

  private final GatewayServer server = new GatewayServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answers(String body) {
    server.http.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(body)
            .build());
  }

  private static <T> PollResult<T> get(CompletableFuture<PollResult<T>> future) throws Exception {
    return future.get(20, SECONDS);
  }

  private static Dialect dialect(String name) {
    return Dialect.named(name).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"ark, items, id, ''", "openai-videos, data, id, ''", "kling, data, id, tasks:"})
  void everyRecordedBodyHasTheVerdictOfASingleQuery(
      String gateway, String rows, String idField, String prefix) throws Exception {
    GatewayClient client = server.client(dialect(gateway));
    List<Path> examples = new ArrayList<>();
    try (Stream<Path> files = Files.list(SPECS.resolve(gateway).resolve("examples"))) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> !file.toString().endsWith(".expected.json"))
          .forEach(examples::add);
    }
    int compared = 0;
    for (Path example : examples) {
      String body = Files.readString(example);
      String row = row(body, prefix.isEmpty() ? null : rows);
      String id = row == null ? null : id(row, idField);
      if (row == null || id == null) {
        continue; // The body of an error, which is no row.
      }
      TaskRef ref = new TaskRef(gateway, prefix + id);
      answers(body);
      PollResult<VideoTask> single = get(client.query(ref, null));
      JsonObject many = JsonObject.of(prefix.isEmpty() ? "{}" : body);
      many.put(rows, '[' + row + ']');
      answers(many.toString());
      Map<Object, PollResult<VideoTask>> results =
          assertInstanceOf(
                          PollResult.Answered.class,
                          get(client.groups().query(List.of(ref))),
                          example::toString)
                      .snapshot()
                  instanceof Map<?, ?> map
              ? cast(map)
              : Map.of();
      PollResult<VideoTask> grouped = results.get(ref);
      if (grouped == null) {
        continue; // It is queried alone, so the verdict is the same by definition.
      }
      compared++;
      VideoTask expected =
          assertInstanceOf(PollResult.Answered.class, single, example::toString).snapshot()
                  instanceof VideoTask task
              ? task
              : null;
      VideoTask got = ((PollResult.Answered<VideoTask>) grouped).snapshot();
      assertEquals(text(expected), text(got), example::toString);
      assertEquals(
          ((PollResult.Answered<?>) single).ended(),
          ((PollResult.Answered<?>) grouped).ended(),
          example::toString);
      assertEquals(
          ((PollResult.Answered<?>) single).needsConfirmation(),
          ((PollResult.Answered<?>) grouped).needsConfirmation(),
          example::toString);
    }
    assertTrue(compared >= 3, gateway + ": " + compared + " compared");
  }

  @SuppressWarnings("unchecked")
  private static Map<Object, PollResult<VideoTask>> cast(Map<?, ?> map) {
    return (Map<Object, PollResult<VideoTask>>) map;
  }

  private static String text(@Nullable VideoTask task) {
    assertNotNull(task);
    return task.state()
        + " "
        + task.progress()
        + " "
        + task.notes()
        + task.match(
            pending -> "",
            completed -> completed.videos().toString(),
            ended -> "" + ended.failure());
  }

  /** Returns the task of a body as a list has it; null for another body. */
  private static @Nullable String row(String body, @Nullable String nested) {
    try {
      JsonObject object = JsonObject.of(body);
      if (nested == null) {
        return object.toString();
      }
      String list = object.get(nested);
      return list == null || !list.matches("(?s)\\s*\\[\\s*\\{.*\\}\\s*\\]\\s*")
          ? null
          : list.strip().substring(1, list.strip().length() - 1).strip();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable String id(String row, String field) {
    Matcher id = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]+)\"").matcher(row);
    return id.find() ? id.group(1) : null;
  }

  @Test
  void dashScopesRowOfAnEndedTaskIsNotEnough() throws Exception {
    GatewayClient client = server.client(dialect("dashscope"));
    TaskRef running = new TaskRef("dashscope", "a");
    TaskRef done = new TaskRef("dashscope", "b");
    TaskRef absent = new TaskRef("dashscope", "c");
    answers(
        "{\"request_id\":\"r\",\"data\":[{\"task_id\":\"a\",\"status\":\"RUNNING\"},"
            + "{\"task_id\":\"b\",\"status\":\"SUCCEEDED\"},{\"task_id\":\"x\",\"status\":\"FAILED\"}]}");

    PollResult<Map<Object, PollResult<VideoTask>>> many =
        get(client.groups().query(List.of(running, done, absent)));

    assertEquals(
        java.util.Set.of(running),
        ((PollResult.Answered<Map<Object, PollResult<VideoTask>>>) many).snapshot().keySet());
  }

  @Test
  void arkIsAskedForTheIds() throws Exception {
    GatewayClient client = server.client(dialect("ark"));
    answers("{\"items\":[],\"total\":0}");
    get(client.groups().query(List.of(new TaskRef("ark", "a"), new TaskRef("ark", "b"))));

    String target = server.http.takeRequest().getTarget();
    assertTrue(
        target.contains("filter.task_ids=a") && target.contains("filter.task_ids=b"), target);
  }
}
