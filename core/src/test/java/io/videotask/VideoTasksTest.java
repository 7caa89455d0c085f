package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.AuthenticationException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.NotCompletedException;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front door, over real HTTP. */
class VideoTasksTest {
  private static final TaskRef TASK = TaskRef.parse("new-api:task_1");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private VideoTasksBuilder builder() {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server.url("/").toString(), ApiKey.of("sk-canary-1")))
        .schedule(Schedule.fixed(Duration.ofMillis(10)))
        // No waiting where it can be had: jitter draws the shortest delays.
        .random(() -> -1L);
  }

  private void answers(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private void says(String fields) {
    answers(
        200,
        "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\"," + fields + "}}");
  }

  @Test
  void waitsUntilTheTaskHasEnded() throws Exception {
    says("\"status\":\"NOT_START\"");
    says("\"status\":\"IN_PROGRESS\",\"progress\":\"30%\"");
    says("\"status\":\"SUCCESS\",\"result_url\":\"https://cdn.example.com/v.mp4?Signature=s\"");

    try (VideoTasks videos = builder().build()) {
      VideoTask.Completed task = videos.await(TASK, LONG).orThrow();

      assertEquals("https://cdn.example.com/v.mp4?Signature=s", task.video().url());
      assertFalse(task.toString().contains("Signature"), task::toString);
    }
    assertEquals(3, server.getRequestCount());
    String target = server.takeRequest().getTarget();
    assertEquals("/v1/video/generations/task_1", target);
  }

  @Test
  void aFailedTaskIsAValueAndNoException() {
    says("\"status\":\"FAILURE\",\"fail_reason\":\"input sensitive\"");

    try (VideoTasks videos = builder().build()) {
      VideoTask task = videos.await(TASK, LONG);

      assertEquals(TaskState.FAILED, task.state());
      NotCompletedException e = assertThrows(NotCompletedException.class, task::orThrow);
      assertTrue(String.valueOf(e.getMessage()).contains("input sensitive"));
    }
  }

  @Test
  void theDeadlineSaysThatNothingIsLost() {
    for (int i = 0; i < 200; i++) {
      says("\"status\":\"IN_PROGRESS\",\"progress\":\"30%\"");
    }

    try (VideoTasks videos = builder().build()) {
      WaitTimedOutException e =
          assertThrows(
              WaitTimedOutException.class, () -> videos.await(TASK, Duration.ofSeconds(1)));

      assertEquals(TASK, e.task());
      VideoTask lastSeen = e.lastSeen();
      assertEquals(30, lastSeen == null ? null : lastSeen.progress());
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("new-api:task_1") && message.contains("IN_PROGRESS"), message);
    }
  }

  @Test
  void oneQueryIsThreeRequestsAtMostAndThenItsFailure() {
    answers(503, "");
    answers(502, "<html>");
    answers(500, "{}");

    try (VideoTasks videos = builder().build()) {
      UnreachableException e = assertThrows(UnreachableException.class, () -> videos.query(TASK));
      assertEquals(2, e.getSuppressed().length);
      assertEquals(500, e.httpStatus());
      assertEquals(TASK, e.task());
    }
    assertEquals(3, server.getRequestCount());
  }

  @Test
  void aRetryAfterBeyondTheLimitEndsAQueryAtOnce() {
    server.enqueue(
        new MockResponse.Builder().code(429).setHeader("Retry-After", "99999999999").build());

    try (VideoTasks videos = builder().build()) {
      RateLimitedException e = assertThrows(RateLimitedException.class, () -> videos.query(TASK));
      assertEquals(Duration.ofDays(365), e.retryAfter());
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void aWaitSurvivesWhatPasses() {
    answers(502, "<html>");
    answers(200, "<!DOCTYPE html>");
    answers(400, "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\"}");
    answers(429, "");
    answers(400, "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\"}");
    says("\"status\":\"SUCCESS\",\"url\":\"https://cdn.example.com/v.mp4\"");

    // On the machine's clock the growing backoff would take fifteen seconds.
    try (VideoTasks videos = builder().time(new HastyTime()).build()) {
      assertEquals(TaskState.COMPLETED, videos.await(TASK, Duration.ofHours(1)).state());
    }
    assertEquals(6, server.getRequestCount());
  }

  @Test
  void aWaitThatHasHadNoAnswerEndsAtOnceWithARefusedKey() {
    answers(401, "{\"error\":{\"message\":\"Invalid token\"}}");

    try (VideoTasks videos = builder().build()) {
      AuthenticationException e =
          assertThrows(AuthenticationException.class, () -> videos.await(TASK, LONG));
      assertEquals(TASK, e.task());
      assertTrue(String.valueOf(e.getMessage()).contains("Invalid token"));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void aSingleQueryTakesNotFoundForDefinite() {
    answers(404, "{\"error\":\"no such task\"}");

    try (VideoTasks videos = builder().build()) {
      assertThrows(TaskNotFoundException.class, () -> videos.query(TASK));
      assertEquals(1, server.getRequestCount());
    }
  }

  @Test
  void gatewaysOfOneDialectKeepTheirKeysApart() throws Exception {
    VideoTasksBuilder builder = VideoTasks.builder();
    for (String name : new String[] {"eu", "us", "cn"}) {
      String base = server.url("/" + name).toString();
      builder.gateway(Gateway.newApi(base, ApiKey.of("sk-" + name)).named(name));
    }

    try (VideoTasks videos = builder.build()) {
      for (String name : new String[] {"us", "cn", "eu"}) {
        says("\"status\":\"QUEUED\"");
        assertEquals(name, videos.query(new TaskRef(name, "task_1")).ref().gateway());
        var request = server.takeRequest();
        assertEquals("Bearer sk-" + name, request.getHeaders().get("Authorization"));
        assertEquals("/" + name + "/v1/video/generations/task_1", request.getTarget());
      }
    }
  }

  @Test
  void theCallersClientStaysOpen() throws Exception {
    OkHttpClient base = new OkHttpClient();
    says("\"status\":\"QUEUED\"");
    try (VideoTasks videos = builder().httpClient(base).build()) {
      videos.query(TASK);
    }

    says("\"status\":\"QUEUED\"");
    base.newCall(new Request.Builder().url(server.url("/")).build()).execute().close();
  }

  @Test
  void theKeyAndTheAnswersSignaturesShowNowhere() {
    answers(403, "{\"error\":{\"message\":\"key sk-canary-1 of https://a.example/?Sig=secret\"}}");

    try (VideoTasks videos = builder().build()) {
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(TASK));
      String message = String.valueOf(e.getMessage());
      assertFalse(message.contains("canary") || message.contains("secret"), message);
      assertTrue(message.contains("[key]"), message);
    }
  }

  @Test
  void aUrlThatIsNoGatewaysSaysSo() {
    answers(200, "<!DOCTYPE html><html>the console</html>");

    try (VideoTasks videos = builder().build()) {
      MalformedResponseException e =
          assertInstanceOf(
              MalformedResponseException.class,
              assertThrows(VideoTaskException.class, () -> videos.query(TASK)));
      assertTrue(String.valueOf(e.getMessage()).contains("base URL"));
    }
    assertEquals(1, server.getRequestCount());
  }
}
