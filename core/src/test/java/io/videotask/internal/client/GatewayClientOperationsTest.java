package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.answered;
import static io.videotask.internal.client.GatewayServer.failed;
import static io.videotask.internal.client.GatewayServer.failure;
import static io.videotask.internal.client.GatewayServer.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.engine.PollResult;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists, deletions and variants, which only some gateways have. */
class GatewayClientOperationsTest {
  private static final TaskRef TASK = TaskRef.parse("openai-videos:video_1");

  @AutoClose private final GatewayServer server = new GatewayServer();
  private final GatewayClient client = server.client(Dialect.OPENAI_VIDEOS);

  @Test
  void pageHasTasksAndCursor() throws Exception {
    server.answers(
        200,
        "{\"object\":\"list\",\"has_more\":true,\"data\":["
            + "{\"id\":\"video_1\",\"status\":\"completed\"},"
            + "{\"id\":\"video_2\",\"status\":\"queued\"},"
            + "{\"id\":\"..\",\"status\":\"queued\"},{\"status\":\"queued\"},7]}");

    PollResult.Answered<TaskPage> result = answered(client.list(5, null));

    assertEquals("GET /gw/v1/videos?limit=5&order=desc", server.requestLine());
    assertTrue(result.ended());
    TaskPage page = result.snapshot();
    assertEquals(
        List.of("video_1", "video_2"), page.tasks().stream().map(task -> task.ref().id()).toList());
    assertEquals(TaskState.QUEUED, page.tasks().get(1).state());
    assertEquals(
        server.base() + "v1/videos/video_1/content", page.tasks().get(0).orThrow().video().url());
    assertEquals(GatewayServer.NOW, page.tasks().get(0).seenAt());
    assertEquals(new TaskRef("openai-videos", "video_2"), page.next());
  }

  @Test
  void nextPageIsRequestedByLastTask() throws Exception {
    server.answers(200, "{\"data\":[],\"has_more\":true}");

    TaskPage page = answered(client.list(20, TASK)).snapshot();

    assertEquals("GET /gw/v1/videos?after=video_1&limit=20&order=desc", server.requestLine());
    assertEquals(List.of(), page.tasks());
    assertNull(page.next());
  }

  @Test
  void repeatedCursorEndsPaging() throws Exception {
    server.answers(
        200, "{\"data\":[{\"id\":\"video_1\",\"status\":\"queued\"}],\"has_more\":true}");

    assertNull(answered(client.list(20, TASK)).snapshot().next());
  }

  @Test
  void lastPageHasNoCursor() throws Exception {
    server.answers(
        200, "{\"data\":[{\"id\":\"video_1\",\"status\":\"queued\"}],\"has_more\":false}");

    assertNull(answered(client.list(20, null)).snapshot().next());
  }

  @ParameterizedTest
  @CsvSource({
    "200, '<html>', MALFORMED_RESPONSE, RETRY_IN_WAIT, a web page",
    "200, '{\"data\":{\"id\":1}}', MALFORMED_RESPONSE, RETRY_IN_WAIT, no list",
    "200, '[]', MALFORMED_RESPONSE, RETRY_IN_WAIT, no object",
    "401, '{}', AUTHENTICATION, NONE, its tasks",
    "404, '', NOT_FOUND, CONFIRM, its tasks",
    "429, '', RATE_LIMITED, RETRY_SLOWER, its tasks",
    "500, '', UNREACHABLE, RETRY, its tasks"
  })
  void otherAnswerIsFailureWithRetryAdvice(
      int status, String body, ErrorKind kind, PollResult.RetryAdvice remedy, String sentence)
      throws Exception {
    server.answers(
        new MockResponse.Builder().code(status).body(body).setHeader("Retry-After-Ms", "1500"));

    PollResult.Failed<?> failed = failed(client.list(20, null));

    VideoTaskException e = assertInstanceOf(VideoTaskException.class, failed.failure());
    assertEquals(kind, e.kind());
    assertEquals(status, e.httpStatus());
    assertEquals(remedy, failed.advice());
    assertEquals(Duration.ofMillis(1500), failed.retryAfter());
    assertNull(e.task());
    assertTrue(String.valueOf(e.getMessage()).contains(sentence), e::getMessage);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404})
  void truncatedListIsFailure(int status) throws Exception {
    try (GatewayServer small = new GatewayServer(null, 20)) {
      small.answers(status, "{\"data\":[]}" + " ".repeat(100));

      VideoTaskException e =
          assertInstanceOf(
              VideoTaskException.class,
              failed(small.client(Dialect.OPENAI_VIDEOS).list(20, null)).failure());

      boolean isTooLong = String.valueOf(e.getMessage()).contains("too long");
      assertEquals(status == 200, isTooLong, e::getMessage);
    }
  }

  @Test
  void listOfUnreachableGatewayFails() throws Exception {
    server.http.close();

    PollResult.Failed<?> failed = failed(client.list(20, null));

    UnreachableException e = assertInstanceOf(UnreachableException.class, failed.failure());
    assertNull(e.task());
    assertEquals(PollResult.RetryAdvice.RETRY, failed.advice());
  }

  @Test
  void listCanBeCancelled() throws Exception {
    CompletableFuture<PollResult<TaskPage>> list = client.list(20, null);
    server.request();

    assertTrue(list.cancel(true));

    assertNotNull(server.exchange().failure());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"video_1\",\"object\":\"video.deleted\",\"deleted\":true}",
        "{}",
        "",
        " "
      })
  void taskIsDeletedInOneRequest(String body) throws Exception {
    server.answers(200, body);
    BlockingQueue<Runnable> results = new LinkedBlockingQueue<>();

    CompletableFuture<?> deleted = client.delete(TASK, results::add);

    assertEquals("DELETE /gw/v1/videos/video_1", server.requestLine());
    Runnable end = results.poll(20, TimeUnit.SECONDS);
    assertFalse(deleted.isDone(), "the caller's executor ends it");
    assertNotNull(end);
    end.run();
    assertNull(result(deleted));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"deleted\" : false}', MALFORMED_RESPONSE, no confirmation of the deletion",
    "200, '<html>', MALFORMED_RESPONSE, check the base URL; ",
    "200, 'gone', MALFORMED_RESPONSE, no confirmation of the deletion",
    "401, '{}', AUTHENTICATION, key",
    "404, '{}', NOT_FOUND, no such task",
    "404, '', NOT_FOUND, no such task",
    "404, 'page', MALFORMED_RESPONSE, base URL",
    "503, '', UNREACHABLE, again later"
  })
  void failedDeletionIsError(int status, String body, ErrorKind kind, String sentence) {
    server.answers(status, body);

    Throwable cause = failure(client.delete(TASK, Runnable::run));

    VideoTaskException e = assertInstanceOf(VideoTaskException.class, cause);
    assertEquals(kind, e.kind());
    assertEquals(status, e.httpStatus());
    assertEquals(TASK, e.task());
    assertTrue((e.getMessage() + "; ").contains(sentence), e::getMessage);
  }

  @Test
  void deniedDeletionIsNoWrongUrl() {
    server.answers(200, "{\"deleted\":false}");

    String message = String.valueOf(failure(client.delete(TASK, Runnable::run)).getMessage());

    assertTrue(message.endsWith("check the base URL and the gateway's version"), message);
  }

  @Test
  void unansweredDeletionIsUnreachable() {
    server.http.close();

    Throwable cause = failure(client.delete(TASK, Runnable::run));

    assertEquals(TASK, assertInstanceOf(UnreachableException.class, cause).task());
  }

  @Test
  void truncatedEmpty404IsNotAboutTask() throws Exception {
    try (GatewayServer small = new GatewayServer(null, 20)) {
      small.answers(404, " ".repeat(100));

      Throwable cause = failure(small.client(Dialect.OPENAI_VIDEOS).delete(TASK, Runnable::run));

      assertEquals(
          ErrorKind.MALFORMED_RESPONSE, assertInstanceOf(VideoTaskException.class, cause).kind());
    }
  }

  @Test
  void unsupportedOperationIsRejectedBeforeSending() {
    GatewayClient other = server.client(Dialect.NEW_API);
    TaskRef ref = TaskRef.parse("new-api:task_1");

    for (IllegalArgumentException e :
        List.of(
            assertThrows(IllegalArgumentException.class, () -> other.list(5, null)),
            assertThrows(IllegalArgumentException.class, () -> other.delete(ref, Runnable::run)),
            assertThrows(IllegalArgumentException.class, other::requireVariants),
            assertThrows(
                IllegalArgumentException.class, () -> other.variant(finished(), "thumbnail")))) {
      assertTrue(String.valueOf(e.getMessage()).startsWith("new-api "), e::getMessage);
    }
    assertEquals(0, server.http.getRequestCount());
  }

  @Test
  void variantReplacesVideo() {
    VideoTask.Completed task = finished();

    VideoTask.Completed picture = client.variant(task, "thumbnail");

    assertEquals(
        server.base() + "v1/videos/task_1/content?variant=thumbnail", picture.video().url());
    assertTrue(picture.video().needsKey());
    assertEquals(1, picture.videos().size());
    assertEquals(task.seen(), picture.seen());
    assertSame(task, client.variant(task, null));
    client.requireVariants();
  }

  private static VideoTask.Completed finished() {
    return Answers.completed(
        "{\"status\":\"completed\",\"url\":\"https://cdn.example.com/v.mp4\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b:c", "a%2Fb", "a b", "é", "a/../b", "..%2f", "a?b#c", "{video_id}", "a\\\\b"})
  void idIsEncodedOnceInEveryUrl(String id) throws Exception {
    TaskRef ref = new TaskRef("openai-videos", id);
    String encoded =
        java.net.URLEncoder.encode(id, java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%3A", ":");
    server.answers(200, "{\"status\":\"queued\",\"model\":\"m\"}");
    client.query(ref, null).get();
    assertEquals("GET /gw/v1/videos/" + encoded, server.requestLine());
    server.answers(200, "{\"deleted\":true}");
    client.delete(ref, Runnable::run).get();
    assertEquals("DELETE /gw/v1/videos/" + encoded, server.requestLine());
  }
}
