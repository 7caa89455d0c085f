package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonReader;
import io.videotask.internal.answer.Answers;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusMappingTest {
  private static Map<String, String> specified() throws IOException {
    Path file = Path.of(System.getProperty("videotask.specs"), "status-words.json");
    Map<String, String> statuses = new TreeMap<>();
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(Files.readString(file)))) {
      reader.beginObject();
      while (reader.hasNext()) {
        statuses.put(reader.nextName(), reader.nextString());
      }
      reader.endObject();
    }
    return statuses;
  }

  @Test
  void everyStatusOfSpecHasItsState() throws IOException {
    Map<String, String> specified = specified();
    assertTrue(specified.size() > 60);
    specified.forEach(
        (status, expected) -> {
          TaskState state = StatusMapping.stateOf(status);
          assertEquals(
              expected,
              state == null ? "UNKNOWN" : state.name(),
              () -> "\"" + status + "\" in specs/status-words.json, and in StatusWords");
        });
  }

  @Test
  void everyKnownStatusIsInSpec() throws IOException {
    Map<String, String> specified = specified();
    StatusMapping.all()
        .forEach(
            (status, state) -> {
              boolean listed =
                  specified.keySet().stream()
                      .map(other -> other.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT))
                      .anyMatch(status::equals);
              assertTrue(
                  listed || status.equals("queuing"),
                  () -> "add \"%s\": \"%s\" to specs/status-words.json".formatted(status, state));
            });
  }

  @Test
  void turkishLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals(TaskState.FAILED, StatusMapping.stateOf("FAIL"));
      assertEquals(TaskState.QUEUED, StatusMapping.stateOf("WAITING"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "完成",
        "3",
        "archived",
        "succe ss fully",
        "NOT_FAILED",
        "UNSTATUS_FAILED",
        "STATUS_",
        "restate_failed",
        "nil",
        "true",
        "\u0000"
      })
  void unknownStatusIsNotFinalAndIsKept(String status) {
    assertNull(StatusMapping.stateOf(status));
    VideoTask task = Answers.task(Answers.row("\"status\":\"" + status.replace("\0", "x") + "\""));
    assertEquals(TaskState.UNKNOWN, task.state());
    assertEquals(status.replace("\0", "x"), task.rawStatus());
    assertFalse(task.notes().isEmpty());
  }

  @Test
  void fourStatesAreTerminal() {
    for (TaskState state : TaskState.values()) {
      boolean end =
          switch (state) {
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
            default -> false;
          };
      assertEquals(end, state.isTerminal(), state.name());
    }
  }
}
