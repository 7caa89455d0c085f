package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.answered;
import static io.videotask.internal.client.GatewayServer.completed;
import static io.videotask.internal.client.GatewayServer.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpTransport;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries: the requests, and the results of their answers. */
class GatewayClientQueryTest {
  private static final TaskRef TASK = TaskRef.parse("new-api:task_1");

  @AutoClose private final GatewayServer server = new GatewayServer();

  @Test
  void clientHasHistoryKey() {
    GatewayClient client = server.client(Dialect.NEW_API);

    assertEquals(server.http.getHostName() + ":" + server.http.getPort(), client.host());
    assertEquals("new-api", client.historyKey().gateway());
    assertEquals(Duration.ofSeconds(15), client.historyKey().refresh());
    assertEquals(server.base(), client.origin().base().toString());
    assertTrue(client.origin().plainHttpAllowed());
  }

  @Test
  void runningTaskIsAnsweredAndNotEnded() throws Exception {
    server.answers(
        new MockResponse.Builder()
            .setHeader("Date", "Fri, 02 Jan 2026 03:04:00 GMT")
            .setHeader("Retry-After", "7")
            .body(
                Answers.row(
                    "\"status\":\"IN_PROGRESS\",\"progress\":\"30%\",\"submit_time\":1767323030")));

    PollResult.Answered<VideoTask> result =
        answered(server.client(Dialect.NEW_API).query(TASK, null));

    assertEquals("GET /gw/v1/video/generations/task_1", server.requestLine());
    assertEquals(TASK, result.snapshot().ref());
    assertEquals(TaskState.IN_PROGRESS, result.snapshot().state());
    assertEquals(GatewayServer.NOW, result.snapshot().seenAt());
    assertFalse(result.ended());
    assertEquals(Duration.ofSeconds(7), result.retryAfter());
    assertEquals(30, result.hints().progress());
    assertEquals(Instant.parse("2026-01-02T03:04:00Z"), result.hints().gatewayTime());
    assertEquals(Duration.ofSeconds(10), result.hints().age());
  }

  @Test
  void finishedTaskIsEndedAfterOneRequest() throws Exception {
    server.answers(
        200, Answers.row("\"status\":\"SUCCESS\",\"url\":\"https://cdn.example.com/v.mp4\""));

    PollResult.Answered<VideoTask> result =
        answered(server.client(Dialect.NEW_API).query(TASK, null));

    assertTrue(result.ended());
    assertEquals("https://cdn.example.com/v.mp4", result.snapshot().orThrow().video().url());
    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void queryIsSentOnCallersThread() throws Exception {
    try (GatewayServer server = GatewayServer.withoutCallbacks()) {
      server.answers(200, Answers.row("\"status\":\"QUEUED\""));
      List<Runnable> given = new ArrayList<>();

      var future = server.client(Dialect.NEW_API).query(TASK, given::add);
      assertFalse(future.isDone());
      given.get(0).run();

      assertTrue(future.isDone());
      assertEquals(TaskState.QUEUED, answered(future).snapshot().state());
    }
  }

  @Test
  void contentPathOfGatewayIsVideoUrl() throws Exception {
    TaskRef ref = TaskRef.parse("openai-videos:video_1");
    server.answers(200, "{\"id\":\"video_1\",\"status\":\"completed\"}");

    VideoTask.Completed task = completed(server.client(Dialect.OPENAI_VIDEOS).query(ref, null));

    assertEquals(server.base() + "v1/videos/video_1/content", task.video().url());
    assertTrue(task.video().needsKey());
  }

  @ParameterizedTest
  @CsvSource({
    "401, '', AUTHENTICATION, CONFIRM_ONCE_ANSWERED",
    "401, '{}', AUTHENTICATION, CONFIRM_ONCE_ANSWERED",
    "401, '<html>', AUTHENTICATION, RETRY_ONCE_ANSWERED",
    "402, '{}', PERMISSION, CONFIRM_ONCE_ANSWERED",
    "403, '', PERMISSION, CONFIRM_ONCE_ANSWERED",
    "403, '<html>', PERMISSION, RETRY_ONCE_ANSWERED",
    "302, '', MALFORMED_RESPONSE, RETRY_ONCE_ANSWERED",
    "400, '<html>', MALFORMED_RESPONSE, RETRY_ONCE_ANSWERED",
    "400, '{}', MALFORMED_RESPONSE, CONFIRM_ONCE_ANSWERED",
    "405, 'not allowed', MALFORMED_RESPONSE, RETRY_ONCE_ANSWERED",
    "404, '{}', NOT_FOUND, CONFIRM",
    "404, 'page not found', MALFORMED_RESPONSE, RETRY_ONCE_ANSWERED",
    "404, '<html>', MALFORMED_RESPONSE, RETRY_ONCE_ANSWERED",
    "429, '<html>', RATE_LIMITED, RETRY_SLOWER",
    "502, '<html>', UNREACHABLE, RETRY",
    "429, '', RATE_LIMITED, RETRY_SLOWER",
    "500, '', UNREACHABLE, RETRY",
    "200, '<html>', MALFORMED_RESPONSE, RETRY_IN_WAIT"
  })
  void failureHasRetryAdvice(int status, String body, ErrorKind kind, PollResult.RetryAdvice remedy)
      throws Exception {
    server.answers(
        new MockResponse.Builder()
            .code(status)
            .body(body)
            .setHeader("X-Request-Id", "req-9")
            .setHeader("Retry-After-Ms", "1500"));

    PollResult.Failed<?> failed = failed(server.client(Dialect.NEW_API).query(TASK, null));

    VideoTaskException e = assertInstanceOf(VideoTaskException.class, failed.failure());
    assertEquals(kind, e.kind());
    assertEquals(remedy, failed.advice());
    assertEquals(Duration.ofMillis(1500), failed.retryAfter());
    assertEquals(TASK, e.task());
    assertEquals("req-9", e.requestId());
    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void missingGatewayIsUnreachable() throws Exception {
    GatewayClient client = server.client(Dialect.NEW_API);
    server.http.close();

    PollResult.Failed<?> failed = failed(client.query(TASK, null));

    UnreachableException e = assertInstanceOf(UnreachableException.class, failed.failure());
    assertEquals(TASK, e.task());
    assertEquals(PollResult.RetryAdvice.RETRY, failed.advice());
    assertNull(failed.retryAfter());
    assertTrue(String.valueOf(e.getMessage()).startsWith(client.host()));
  }

  @Test
  void failureOfCallersHttpClientIsNotGatewayFailure() throws Exception {
    OkHttpClient faulty =
        new OkHttpClient.Builder()
            .addNetworkInterceptor(
                chain -> {
                  Response response = chain.proceed(chain.request());
                  return response.newBuilder().body(new BrokenBody()).build();
                })
            .build();
    try (GatewayServer other = new GatewayServer(faulty, HttpTransport.MAX_BODY_BYTES)) {
      other.answers(200, "{}");

      PollResult.Failed<?> failed = failed(other.client(Dialect.NEW_API).query(TASK, null));

      String message = String.valueOf(failed.failure().getMessage());
      assertTrue(message.contains("callback of the HTTP client failed"), message);
      assertEquals(PollResult.RetryAdvice.RETRY, failed.advice());
    }
  }

  @Test
  void requestIsCachedUntilEvicted() throws Exception {
    List<Request> sent = Collections.synchronizedList(new ArrayList<>());
    OkHttpClient answering =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  sent.add(chain.request());
                  return new Response.Builder()
                      .request(chain.request())
                      .protocol(Protocol.HTTP_1_1)
                      .code(500)
                      .message("")
                      .body(ResponseBody.create("", MediaType.get("text/plain")))
                      .build();
                })
            .build();
    try (GatewayServer other = new GatewayServer(answering, HttpTransport.MAX_BODY_BYTES)) {
      GatewayClient client = other.client(Dialect.NEW_API);
      client.query(TASK, null).get(20, TimeUnit.SECONDS);
      for (int i = 0; i < 255; i++) {
        client.query(new TaskRef("new-api", "other_" + i), null).get(20, TimeUnit.SECONDS);
      }
      client.query(TASK, null).get(20, TimeUnit.SECONDS);
      assertSame(sent.get(0), sent.get(256));

      for (int i = 0; i < 256; i++) {
        client.query(new TaskRef("new-api", "another_" + i), null).get(20, TimeUnit.SECONDS);
      }
      client.query(TASK, null).get(20, TimeUnit.SECONDS);
      assertNotSame(sent.get(0), sent.get(513));
      assertEquals(sent.get(0).url(), sent.get(513).url());
    }
  }

  private static final class BrokenBody extends ResponseBody {
    @Override
    public MediaType contentType() {
      return MediaType.get("application/json");
    }

    @Override
    public long contentLength() {
      return -1;
    }

    @Override
    public okio.BufferedSource source() {
      throw new IllegalStateException("a body that breaks");
    }
  }
}
