package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replaces every property of every generated model by values of other types. */
class DriftTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "\"text\"",
          "\"12\"",
          "\"-1.5\"",
          "0",
          "-1",
          "2.5",
          "99999999999999999999999999999999",
          "1e400",
          "-1e-400",
          "true",
          "{}",
          "[]",
          "[[]]",
          "[null]",
          "{\"\":null}",
          "{\"url\":{\"url\":1}}",
          "[1,\"x\",{\"url\":[]},[{}]]",
          "\"{\"",
          "\"[1,\"",
          "\"\\ud800\"");

  private static final Set<String> STATUSES = Set.of("status", "state", "task_status");

  private static final Map<Dialect, Class<?>> MODELS =
      Map.of(
          Dialect.NEW_API, io.videotask.generated.newapi.TaskObject.class,
          Dialect.MINIMAX_ANYAPI, io.videotask.generated.minimaxanyapi.TaskObject.class);

  static Stream<Arguments> properties() {
    return MODELS.entrySet().stream()
        .flatMap(
            model ->
                paths(model.getValue(), 0).stream()
                    .map(path -> Arguments.of(model.getKey(), path)));
  }

  /**
   * Returns the paths of a model's properties: "metadata.%s" of "url" becomes metadata with url.
   */
  private static List<String> paths(Class<?> model, int depth) {
    List<String> paths = new ArrayList<>();
    for (RecordComponent component : model.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      String field = "\"" + name + "\":";
      paths.add(field + "%s");
      Type type = component.getGenericType();
      boolean list = type instanceof ParameterizedType;
      Type element = list ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
      if (list) {
        paths.add(field + "[%s]");
      }
      if (element instanceof Class<?> nested
          && nested.isRecord()
          && depth < (nested == model ? 1 : 2)) {
        for (String inner : paths(nested, depth + 1)) {
          paths.add(field + (list ? "[{" + inner + "}]" : "{" + inner + "}"));
        }
      }
    }
    return paths;
  }

  @ParameterizedTest
  @MethodSource("properties")
  void stateSurvivesDriftOfAnyProperty(Dialect dialect, String property) {
    for (String value : VALUES) {
      String drifted = property.replace("%s", value);
      boolean isStatus =
          STATUSES.stream().anyMatch(status -> property.startsWith("\"" + status + "\":"));
      if (isStatus) {
        // The status itself: the state is lost, but no exception is thrown.
        assertNotNull(read(dialect, "{\"code\":\"success\",\"data\":{" + drifted + "}}"));
        continue;
      }
      String row = "{\"status\":\"IN_PROGRESS\",\"action\":\"x\"," + drifted + "}";
      assertEquals(TaskState.IN_PROGRESS, state(dialect, row), row);
      String done = enveloped("\"status\":\"SUCCESS\"," + drifted);
      assertEquals(TaskState.COMPLETED, state(dialect, done), done);
      String failed = enveloped("\"status\":\"FAILURE\",\"data\":{" + drifted + "}");
      assertEquals(TaskState.FAILED, state(dialect, failed), failed);
      String nested = enveloped("\"status\":\"SUCCESS\",\"data\":{" + drifted + "}");
      assertEquals(TaskState.COMPLETED, state(dialect, nested), nested);
    }
  }

  private static String enveloped(String row) {
    return "{\"code\":\"success\",\"data\":{" + row + "}}";
  }

  private static ParsedAnswer read(Dialect dialect, String body) {
    return Answers.read(dialect, null, 200, body);
  }

  private static TaskState state(Dialect dialect, String body) {
    ParsedAnswer parsed = read(dialect, body);
    VideoTask task = assertInstanceOf(ParsedAnswer.OfTask.class, parsed, body).task();
    for (String note : task.notes()) {
      assertTrue(note.length() <= 510);
    }
    return task.state();
  }

  @Test
  void modelsHaveManyProperties() {
    assertTrue(properties().count() > 100, () -> properties().count() + " properties");
  }

  @Test
  void ignoredValueIsNoted() {
    VideoTask task = Answers.task(Answers.row("\"status\":\"QUEUED\",\"fail_reason\":{\"a\":1}"));
    assertTrue(task.notes().toString().contains("fail_reason"), task.notes()::toString);
  }

  @Test
  void lastOfDuplicateNamesIsUsed() {
    assertEquals(
        TaskState.COMPLETED,
        Answers.task(Answers.row("\"status\":\"QUEUED\",\"status\":\"SUCCESS\"")).state());
  }

  @Test
  void driftInVendorsAnswerIsNotedWithPath() {
    String vendor = "\"status\":\"QUEUED\",\"data\":{\"data\":{\"format\":{\"a\":1}}}";
    VideoTask task = Answers.task(Answers.row(vendor));
    assertTrue(task.notes().toString().contains("$.data.data.data.format"), task.notes()::toString);
  }

  @Test
  void lastOfTwoVendorAnswersIsUsed() {
    String refused = "{\"base_resp\":{\"status_code\":1026}}";
    String first = "\"status\":\"QUEUED\",\"data\":" + refused + ",\"data\":";
    assertEquals(TaskState.FAILED, Answers.task(Answers.row(first + refused)).state());
    assertEquals(TaskState.QUEUED, Answers.task(Answers.row(first + "{\"id\":1}")).state());
    assertEquals(TaskState.QUEUED, Answers.task(Answers.row(first + "5")).state());
  }

  @Test
  void notesAreLimited() {
    String surprises = "{\"url\":{}},".repeat(200_000);
    String body = Answers.row("\"status\":\"SUCCESS\",\"creations\":[" + surprises + "{}]");
    VideoTask task =
        org.junit.jupiter.api.Assertions.assertTimeout(
            java.time.Duration.ofSeconds(60), () -> Answers.task(body));
    assertTrue(task.notes().size() <= 101, () -> task.notes().size() + " notes");
  }
}
