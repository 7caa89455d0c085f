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

/** The second request, for the file that a finished task names instead of an address. */
class GatewayClientFileTest {
  private static final TaskRef TASK = TaskRef.parse("minimax:176");
  private static final String FINISHED =
      "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"20512\","
          + "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}";
  private static final String ADDRESS = "https://cdn.example.com/v.mp4?s=1";
  private static final String FILE =
      "{\"file\":{\"file_id\":20512,\"bytes\":1234,\"filename\":\"output.mp4\",\"download_url\":\""
          + ADDRESS
          + "\"},\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}";

  @AutoClose private final GatewayServer server = new GatewayServer();

  @Test
  void theFileOfAFinishedTaskIsAskedForItsAddress() throws Exception {
    server.answers(200, FINISHED);
    server.answers(200, FILE);

    PollResult.Answered<VideoTask> look = answered(server.client(Dialect.MINIMAX).look(TASK, null));

    assertEquals("GET /gw/v1/query/video_generation?task_id=176", server.asked());
    assertEquals("GET /gw/v1/files/retrieve?file_id=20512", server.asked());
    VideoTask.Completed task = look.snapshot().orThrow();
    assertEquals(TASK, task.ref());
    assertEquals(ADDRESS, task.video().url());
    assertEquals(1234, task.video().bytes());
    assertEquals("20512", task.video().fileId());
    assertTrue(look.ended());
    assertEquals(List.of(), task.notes());
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
  void aFileThatCannotBeHadIsANoteOnAFinishedTask(int status, String body, String why)
      throws Exception {
    server.answers(200, FINISHED);
    server.answers(status, body);

    VideoTask.Completed task = completed(server.client(Dialect.MINIMAX).look(TASK, null));

    assertNull(task.video().url());
    assertEquals("20512", task.video().fileId());
    assertTrue(task.notes().toString().contains(why), task.notes()::toString);
  }

  @Test
  void aFileThatNobodyAnswersForIsANoteOnAFinishedTask() throws Exception {
    try (GatewayServer server = GatewayServer.withoutCallbacks()) {
      server.answers(new MockResponse.Builder().body(FINISHED).setHeader("Connection", "close"));
      GatewayClient client = server.client(Dialect.MINIMAX);
      List<Runnable> given = new ArrayList<>();
      CompletableFuture<PollResult<VideoTask>> look = client.look(TASK, given::add);
      given.get(0).run();
      server.http.close();
      given.get(1).run();

      VideoTask.Completed task = completed(look);

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
  void whatHasNoFileOrNeedsNoneIsOneRequest(String body) throws Exception {
    server.answers(200, body);

    assertNotNull(GatewayServer.result(server.client(Dialect.MINIMAX).look(TASK, null)));

    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void otherDialectsAskForNoFile() throws Exception {
    server.answers(200, Answers.row("\"status\":\"SUCCESS\",\"file_id\":\"20512\""));
    TaskRef ref = TaskRef.parse("new-api:task_1");

    assertNull(completed(server.client(Dialect.NEW_API).look(ref, null)).video().url());

    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void theSecondVersionOfMinimaxIsAskedByItsOwnId() throws Exception {
    server.answers(
        200, "{\"task\":{\"task_id\":\"176\",\"status\":\"succeeded\",\"file_id\":\"20512\"}}");
    TaskRef ref = TaskRef.parse("minimax:v2:176");

    VideoTask.Completed task = completed(server.client(Dialect.MINIMAX).look(ref, null));

    assertEquals(ref, task.ref());
    assertEquals(1, server.http.getRequestCount());
    assertTrue(server.asked().endsWith("176"));
  }

  @Test
  void anAnswerThatWasCutIsNotFollowed() throws Exception {
    try (GatewayServer small = new GatewayServer(null, FINISHED.length())) {
      small.answers(200, FINISHED + " ".repeat(100));

      VideoTask.Completed task = completed(small.client(Dialect.MINIMAX).look(TASK, null));

      assertNull(task.video().url());
      assertEquals(1, small.http.getRequestCount());
    }
  }

  @Test
  void cancellingCancelsTheRequestOfTheMoment() throws Exception {
    CompletableFuture<PollResult<VideoTask>> look = server.client(Dialect.MINIMAX).look(TASK, null);
    server.request();

    assertTrue(look.cancel(true));

    assertNotNull(server.exchange().problem());
    assertTrue(look.isCancelled());
  }

  @Test
  void cancellingCancelsTheSecondRequestToo() throws Exception {
    server.answers(200, FINISHED);
    CompletableFuture<PollResult<VideoTask>> look = server.client(Dialect.MINIMAX).look(TASK, null);
    server.request();
    server.request();
    assertEquals(200, server.exchange().status());

    assertTrue(look.cancel(true));

    assertNotNull(server.exchange().problem());
  }

  @Test
  void whatIsCancelledBetweenTwoRequestsSendsNoSecond() throws Exception {
    try (GatewayServer server = GatewayServer.withoutCallbacks()) {
      server.answers(200, FINISHED);
      List<Runnable> given = new ArrayList<>();
      List<CompletableFuture<PollResult<VideoTask>>> looks = new ArrayList<>();
      looks.add(
          server
              .client(Dialect.MINIMAX)
              .look(
                  TASK,
                  request -> {
                    looks.forEach(look -> look.cancel(true));
                    given.add(request);
                  }));
      given.get(0).run();
      given.get(1).run();

      assertTrue(looks.get(0).isCancelled());
      assertEquals(1, server.http.getRequestCount());
    }
  }

  @Test
  void whatHasAnEndIsNotCancelled() throws Exception {
    server.answers(200, FINISHED);
    server.answers(200, FILE);
    CompletableFuture<PollResult<VideoTask>> look = server.client(Dialect.MINIMAX).look(TASK, null);
    assertEquals(TaskState.COMPLETED, answered(look).snapshot().state());

    assertFalse(look.cancel(true));

    assertEquals(Duration.ZERO, server.exchange().took());
  }
}
