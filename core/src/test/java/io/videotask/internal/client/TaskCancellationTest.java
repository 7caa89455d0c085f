package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.failure;
import static io.videotask.internal.client.GatewayServer.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.task.CancelOutcome;
import io.videotask.task.TaskRef;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a request to cancel a task, by what each gateway documents. */
class TaskCancellationTest {
  private static final String ARK_ID = "cgt-20260101000000-abcde";

  @AutoClose private final GatewayServer server = new GatewayServer();

  private GatewayClient client(TaskRef ref) {
    return server.client(Dialect.named(ref.gateway()).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "202, '{\"status\":\"CANCELLATION_REQUESTED\"}', REQUESTED",
    "200, '{\"status\":\"OK\"}', REQUESTED",
    "200, '{}', REQUESTED",
    "200, '', REQUESTED",
    "400, '{\"status\":\"ALREADY_COMPLETED\"}', TOO_LATE",
    "404, '{\"status\":\"NOT_FOUND\"}', NOT_FOUND",
  })
  void falAnswersWithItsOwnWords(int status, String body, CancelOutcome expected) throws Exception {
    TaskRef ref = TaskRef.parse("fal:fal-ai/kling-video:764cabcf-b745-4b3e-ae38-1200304cf45b");
    server.answers(status, body);

    assertEquals(expected, result(client(ref).cancel(ref, Runnable::run)));
    assertEquals(
        "PUT /gw/fal-ai/kling-video/requests/764cabcf-b745-4b3e-ae38-1200304cf45b/cancel",
        server.requestLine());
  }

  @ParameterizedTest
  @CsvSource({
    "canceled, REQUESTED",
    "processing, REQUESTED",
    "succeeded, TOO_LATE",
    "failed, TOO_LATE",
  })
  void replicateAnswersWithTheTask(String status, CancelOutcome expected) throws Exception {
    TaskRef ref = TaskRef.parse("replicate:gm3qorzdhgbfurvjtvhg6dckhu");
    server.answers(
        200,
        "{\"id\":\"gm3qorzdhgbfurvjtvhg6dckhu\",\"status\":\"" + status + "\",\"error\":null}");

    assertEquals(expected, result(client(ref).cancel(ref, Runnable::run)));
    assertEquals("POST /gw/v1/predictions/gm3qorzdhgbfurvjtvhg6dckhu/cancel", server.requestLine());
  }

  @Test
  void arkIsAskedForTheStateFirst() throws Exception {
    TaskRef ref = new TaskRef("ark", ARK_ID);
    server.answers(200, "{\"id\":\"" + ARK_ID + "\",\"status\":\"queued\"}");
    server.answers(200, "{}");

    assertEquals(CancelOutcome.REQUESTED, result(client(ref).cancel(ref, Runnable::run)));
    assertTrue(server.requestLine().startsWith("GET "));
    assertTrue(server.requestLine().startsWith("DELETE "));
  }

  @ParameterizedTest
  @CsvSource({"running", "succeeded", "cancelled"})
  void arkIsNotSentADeleteForATaskThatIsNotQueued(String status) throws Exception {
    TaskRef ref = new TaskRef("ark", ARK_ID);
    server.answers(200, "{\"id\":\"" + ARK_ID + "\",\"status\":\"" + status + "\"}");

    assertEquals(CancelOutcome.TOO_LATE, result(client(ref).cancel(ref, Runnable::run)));
    assertEquals(1, server.http.getRequestCount());
  }

  @ParameterizedTest
  @CsvSource({"',\"status\":\"word-of-tomorrow\"', word-of-tomorrow", "'', no status"})
  void taskWhoseStateIsNotKnownIsNotCancelledAndNotCalledTooLate(String status, String told) {
    TaskRef ref = new TaskRef("ark", ARK_ID);
    server.answers(200, "{\"id\":\"" + ARK_ID + "\"" + status + "}");

    VideoTaskException error =
        assertInstanceOf(VideoTaskException.class, failure(client(ref).cancel(ref, Runnable::run)));
    assertEquals(ErrorKind.MALFORMED_RESPONSE, error.kind());
    assertEquals(ref, error.task());
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("was not cancelled") && message.contains(told), message);
    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void dashscopesUnknownTaskIsNotFound() throws Exception {
    TaskRef ref = TaskRef.parse("dashscope:13b1848b-5493-4c0e-8c44-68d038b492af");
    server.answers(
        200, "{\"output\":{\"task_id\":\"" + ref.id() + "\",\"task_status\":\"UNKNOWN\"}}");

    assertEquals(CancelOutcome.NOT_FOUND, result(client(ref).cancel(ref, Runnable::run)));
    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void dashscopesTaskThatIsUnknownAfterTheCancellationIsNotFound() throws Exception {
    TaskRef ref = TaskRef.parse("dashscope:13b1848b-5493-4c0e-8c44-68d038b492af");
    String answer = "{\"output\":{\"task_id\":\"" + ref.id() + "\",\"task_status\":\"%s\"}}";
    server.answers(200, answer.formatted("PENDING"));
    server.answers(200, answer.formatted("UNKNOWN"));

    assertEquals(CancelOutcome.NOT_FOUND, result(client(ref).cancel(ref, Runnable::run)));
  }

  @Test
  void dashscopeRefusesATaskThatBegan() throws Exception {
    TaskRef ref = TaskRef.parse("dashscope:13b1848b-5493-4c0e-8c44-68d038b492af");
    server.answers(
        200, "{\"output\":{\"task_id\":\"" + ref.id() + "\",\"task_status\":\"PENDING\"}}");
    server.answers(
        400,
        "{\"request_id\":\"r\",\"code\":\"UnsupportedOperation\",\"message\":\"Failed to cancel"
            + " the task, please confirm if the task is in PENDING status.\"}");

    assertEquals(CancelOutcome.TOO_LATE, result(client(ref).cancel(ref, Runnable::run)));
  }

  @Test
  void unknownTaskOfTheFirstQueryIsNotFound() throws Exception {
    TaskRef ref = new TaskRef("ark", ARK_ID);
    server.answers(
        404,
        "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"no\",\"type\":\"NotFound\"}}");

    assertEquals(CancelOutcome.NOT_FOUND, result(client(ref).cancel(ref, Runnable::run)));
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{\"detail\":\"no\"}', AUTHENTICATION",
    "429, '{\"detail\":\"no\"}', RATE_LIMITED",
    "503, '', UNREACHABLE",
    "400, '<html>nginx</html>', MALFORMED_RESPONSE",
    "404, '<html>nginx</html>', MALFORMED_RESPONSE",
    "200, '<html>nginx</html>', MALFORMED_RESPONSE",
  })
  void anAnswerThatSaysNothingOfTheTaskIsAnError(int status, String body, ErrorKind kind) {
    TaskRef ref = TaskRef.parse("replicate:gm3qorzdhgbfurvjtvhg6dckhu");
    server.answers(status, body);

    VideoTaskException error =
        assertInstanceOf(VideoTaskException.class, failure(client(ref).cancel(ref, Runnable::run)));
    assertEquals(kind, error.kind());
    assertEquals(ref, error.task());
  }

  @Test
  void gatewayWithoutCancelRefusesBeforeSending() {
    TaskRef ref = TaskRef.parse("new-api:task_1");

    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> client(ref).cancel(ref, Runnable::run));

    assertEquals("new-api cancels no tasks", error.getMessage());
    assertEquals(0, server.http.getRequestCount());
  }
}
