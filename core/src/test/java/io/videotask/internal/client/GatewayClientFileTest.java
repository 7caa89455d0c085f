package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.answered;
import static io.videotask.internal.client.GatewayServer.completed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.engine.PollResult;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second query, for the file of a finished task without a URL. */
class GatewayClientFileTest {
  private static final TaskRef TASK = TaskRef.parse("minimax:176");
  private static final String FINISHED =
      "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"20512\","
          + "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}";
  private static final String VIDEO_URL = "https://cdn.example.com/v.mp4?s=1";
  private static final String FILE =
      "{\"file\":{\"file_id\":20512,\"bytes\":1234,\"filename\":\"output.mp4\",\"download_url\":\""
          + VIDEO_URL
          + "\"},\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}";

  @AutoClose private final GatewayServer server = new GatewayServer();

  @Test
  void fileOfFinishedTaskIsQueriedForUrl() throws Exception {
    server.answers(200, FINISHED);
    server.answers(200, FILE);

    PollResult.Answered<VideoTask> result =
        answered(server.client(Dialect.MINIMAX).query(TASK, null));

    assertEquals("GET /gw/v1/query/video_generation?task_id=176", server.requestLine());
    assertEquals("GET /gw/v1/files/retrieve?file_id=20512", server.requestLine());
    VideoTask.Completed task = result.snapshot().orThrow();
    assertEquals(TASK, task.ref());
    assertEquals(VIDEO_URL, task.video().url());
    assertEquals(1234, task.video().bytes());
    assertEquals("20512", task.video().fileId());
    assertTrue(result.ended());
    assertEquals(List.of(), task.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"download_url\":\"\"}", "{\"download_url\":null}"})
  void fileWithoutUrlIsNotedOnFinishedTask(String file) throws Exception {
    server.answers(200, FINISHED);
    server.answers(200, "{\"file\":" + file + "}");

    VideoTask.Completed task = completed(server.client(Dialect.MINIMAX).query(TASK, null));

    assertNull(task.video().url());
    assertEquals("20512", task.video().fileId());
    assertTrue(task.notes().toString().contains("has no URL yet"), task.notes()::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "500 | {} | HTTP 500",
        "404 | " + FILE + " | HTTP 404",
        "200 | <html> | can't be understood",
        "200 | {\"file\":null} | has no file",
        "200 | {\"file\":\"x\"} | has no file",
        "200 | {\"base_resp\":{\"status_code\":1004,\"status_msg\":\"no\"}} | base_resp 1004 no"
      })
  void failedFileQueryIsNotedOnFinishedTask(int status, String body, String why) throws Exception {
    server.answers(200, FINISHED);
    server.answers(status, body);

    VideoTask.Completed task = completed(server.client(Dialect.MINIMAX).query(TASK, null));

    assertNull(task.video().url());
    assertEquals("20512", task.video().fileId());
    assertTrue(task.notes().toString().contains(why), task.notes()::toString);
  }

  @Test
  void unansweredFileQueryIsNotedOnFinishedTask() throws Exception {
    try (GatewayServer server = GatewayServer.withoutCallbacks()) {
      server.answers(new MockResponse.Builder().body(FINISHED).setHeader("Connection", "close"));
      GatewayClient client = server.client(Dialect.MINIMAX);
      List<Runnable> given = new ArrayList<>();
      CompletableFuture<PollResult<VideoTask>> future = client.query(TASK, given::add);
      given.get(0).run();
      server.http.close();
      given.get(1).run();

      VideoTask.Completed task = completed(future);

      assertEquals("20512", task.video().fileId());
      assertTrue(
          task.notes().toString().contains("the connection was refused"), task.notes()::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"task_id\":\"176\",\"status\":\"Processing\",\"file_id\":\"20512\"}",
        "{\"task_id\":\"176\",\"status\":\"Fail\",\"file_id\":\"20512\"}",
        "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"\"}",
        "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"20512\",\"video_url\":\"https://a.example/v.mp4\"}",
        "{\"task_id\":\"176\",\"base_resp\":{\"status_code\":1004}}"
      })
  void taskWithoutFileNeedsOneRequest(String body) throws Exception {
    server.answers(200, body);

    assertNotNull(GatewayServer.result(server.client(Dialect.MINIMAX).query(TASK, null)));

    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void otherDialectsSendNoFileQuery() throws Exception {
    server.answers(200, Answers.row("\"status\":\"SUCCESS\",\"file_id\":\"20512\""));
    TaskRef ref = TaskRef.parse("new-api:task_1");

    assertNull(completed(server.client(Dialect.NEW_API).query(ref, null)).video().url());

    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void minimaxV2IsQueriedByWireId() throws Exception {
    server.answers(
        200, "{\"task\":{\"task_id\":\"176\",\"status\":\"succeeded\",\"file_id\":\"20512\"}}");
    TaskRef ref = TaskRef.parse("minimax:v2:176");

    VideoTask.Completed task = completed(server.client(Dialect.MINIMAX).query(ref, null));

    assertEquals(ref, task.ref());
    assertEquals(1, server.http.getRequestCount());
    assertTrue(server.requestLine().endsWith("176"));
  }

  @Test
  void truncatedAnswerHasNoFileQuery() throws Exception {
    try (GatewayServer small = new GatewayServer(null, FINISHED.length())) {
      small.answers(200, FINISHED + " ".repeat(100));

      VideoTask.Completed task = completed(small.client(Dialect.MINIMAX).query(TASK, null));

      assertNull(task.video().url());
      assertEquals(1, small.http.getRequestCount());
    }
  }

  @Test
  void cancellingCancelsCurrentRequest() throws Exception {
    CompletableFuture<PollResult<VideoTask>> future =
        server.client(Dialect.MINIMAX).query(TASK, null);
    server.request();

    assertTrue(future.cancel(true));

    assertNotNull(server.exchange().failure());
    assertTrue(future.isCancelled());
  }

  @Test
  void cancellingCancelsSecondRequest() throws Exception {
    server.answers(200, FINISHED);
    CompletableFuture<PollResult<VideoTask>> future =
        server.client(Dialect.MINIMAX).query(TASK, null);
    server.request();
    server.request();
    assertEquals(200, server.exchange().status());

    assertTrue(future.cancel(true));

    assertNotNull(server.exchange().failure());
  }

  @Test
  void cancellingBetweenRequestsSendsNoSecond() throws Exception {
    try (GatewayServer server = GatewayServer.withoutCallbacks()) {
      server.answers(200, FINISHED);
      List<Runnable> given = new ArrayList<>();
      List<CompletableFuture<PollResult<VideoTask>>> futures = new ArrayList<>();
      futures.add(
          server
              .client(Dialect.MINIMAX)
              .query(
                  TASK,
                  request -> {
                    futures.forEach(future -> future.cancel(true));
                    given.add(request);
                  }));
      given.get(0).run();
      given.get(1).run();

      assertTrue(futures.get(0).isCancelled());
      assertEquals(1, server.http.getRequestCount());
    }
  }

  @Test
  void completedFutureIsNotCancelled() throws Exception {
    server.answers(200, FINISHED);
    server.answers(200, FILE);
    CompletableFuture<PollResult<VideoTask>> future =
        server.client(Dialect.MINIMAX).query(TASK, null);
    assertEquals(TaskState.COMPLETED, answered(future).snapshot().state());

    assertFalse(future.cancel(true));

    assertEquals(Duration.ZERO, server.exchange().duration());
  }
}
