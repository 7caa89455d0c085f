package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** gateways.md 2.1, row by row: vendor statuses that end a task, and those that don't. */
class VendorFinalStatusTest {
  private static VideoTask running(String nested) {
    return Answers.task(
        Answers.row("\"status\":\"IN_PROGRESS\",\"progress\":\"30%\",\"data\":" + nested));
  }

  private static void assertRunsWithANote(String nested) {
    VideoTask task = running(nested);
    assertEquals(TaskState.IN_PROGRESS, task.state(), nested);
    assertFalse(task.notes().isEmpty(), nested);
    assertEquals("IN_PROGRESS", task.rawStatus());
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled, CANCELLED",
    "canceled, CANCELLED",
    "expired, EXPIRED",
    "EXPIRED, EXPIRED"
  })
  void arkFinalStatusEndsTask(String status, TaskState state) {
    VideoTask task =
        running("{\"id\":\"cgt-1\",\"model\":\"doubao\",\"status\":\"" + status + "\"}");
    assertEquals(state, task.state());
    assertEquals("IN_PROGRESS", task.rawStatus(), "the outer word");
    assertFalse(task.notes().isEmpty());
  }

  @Test
  void arkReasonIsReportedWithItsCode() {
    VideoTask task =
        running(
            "{\"id\":\"cgt-1\",\"model\":\"doubao\",\"status\":\"expired\","
                + "\"error\":{\"code\":\"TaskExpired\",\"message\":\"48 hours are over\"}}");
    VideoTask.Ended ended = assertInstanceOf(VideoTask.Ended.class, task);
    assertEquals("TaskExpired", ended.failure().code());
    assertEquals("48 hours are over", ended.failure().message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "error", "timeout", "succeeded"})
  void otherArkStatusIsIgnored(String status) {
    assertRunsWithANote("{\"id\":\"cgt-1\",\"model\":\"doubao\",\"status\":\"" + status + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "expired"})
  void statusWithoutIdAndModelIsNotArks(String status) {
    assertRunsWithANote("{\"status\":\"" + status + "\"}");
    assertRunsWithANote("{\"id\":\"x\",\"status\":\"" + status + "\"}");
    assertRunsWithANote("{\"model\":\"x\",\"status\":\"" + status + "\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {1026, 1027, 2013})
  void minimaxRefusalEndsTask(int code) {
    String body =
        Answers.row(
            "\"status\":\"IN_PROGRESS\",\"data\":{\"status\":\"\",\"base_resp\":{\"status_code\":"
                + code
                + ",\"status_msg\":\"input new_sensitive\"}}");
    assertEquals(TaskState.FAILED, Answers.task(body).state());
    assertEquals(Integer.toString(code), Answers.failure(body).code());
    assertEquals("input new_sensitive", Answers.failure(body).message());
    assertFalse(Answers.task(body).notes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Fail", "Failed", "fail", "FAILED"})
  void minimaxFailEndsTask(String status) {
    VideoTask task =
        running(
            "{\"status\":\""
                + status
                + "\",\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}");
    assertEquals(TaskState.FAILED, task.state());
    assertFalse(task.notes().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1002, 1024, 1033, 1004, 1008, 2049, 1039, 9999})
  void otherMinimaxCodesAreIgnored(int code) {
    assertRunsWithANote(
        "{\"status\":\"\",\"base_resp\":{\"status_code\":" + code + ",\"status_msg\":\"busy\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"Success\",\"file_id\":\"1\",\"base_resp\":{\"status_code\":0}}",
        "{\"status\":\"done\"}",
        "{\"video\":{\"url\":\"https://a.example/v.mp4\"}}",
        "{\"data\":{\"task_status\":\"succeed\"}}",
        "{\"detail\":\"Not Found\"}",
        "{\"error\":{\"message\":\"broke\",\"code\":\"500\"}}",
        "{\"error\":\"broke\"}",
        "\"{\\\"status\\\":\\\"failed\\\"}\"",
        "{\"status\":\"failed\"}"
      })
  void otherContradictionIsNoted(String nested) {
    assertRunsWithANote(nested);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[]", "\"\"", "{\"status\":\"Processing\"}", "7", "\"{\""})
  void consistentStatusIsNotNoted(String nested) {
    VideoTask task = running(nested);
    assertEquals(TaskState.IN_PROGRESS, task.state());
  }

  @Test
  void finalStatusIsNotChangedByNestedOne() {
    String refused = "\"data\":{\"base_resp\":{\"status_code\":1026,\"status_msg\":\"no\"}}";
    VideoTask done =
        Answers.task(
            Answers.row("\"status\":\"SUCCESS\",\"url\":\"https://a.example/v\"," + refused));
    assertEquals(TaskState.COMPLETED, done.state());
    String processing = "\"data\":{\"status\":\"Processing\"}";
    VideoTask failed =
        Answers.task(Answers.row("\"status\":\"FAILURE\",\"fail_reason\":\"broke\"," + processing));
    assertEquals(TaskState.FAILED, failed.state());
    assertFalse(failed.notes().isEmpty());
  }

  @Test
  void contradictedFailureIsNotedAndKeepsBody() {
    VideoTask task =
        Answers.task(
            Answers.row(
                "\"status\":\"FAILURE\",\"fail_reason\":\"upstream returned unrecognized message\","
                    + "\"data\":{\"status\":\"done\",\"video\":{\"url\":\"https://a.example/v\"}}"));
    assertEquals(TaskState.FAILED, task.state());
    assertFalse(task.notes().isEmpty());
    assertTrue(task.seen().body().contains("https://a.example/v"));
    assertFalse(task.notes().toString().contains("a.example"), "notes carry no URL");
  }
}
