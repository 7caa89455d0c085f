package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.AuthenticationException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations that a listener is told of, and the gateway of a request that names none. */
class OperationListenerTest {
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("kling-v1").build();
  private static final TaskRef TASK = TaskRef.parse("main:task_1");
  private static final String ACCEPTED = "{\"task_id\":\"task_1\"}";

  private final MockWebServer server = new MockWebServer();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private VideoTasksBuilder builder() {
    String url = server.url("/").toString();
    return VideoTasks.builder()
        .gateway(Gateway.newApi(url, ApiKey.of("sk-canary")).named("other"))
        .gateway(Gateway.newApi(url, ApiKey.of("sk-canary")).named("main"))
        .defaultGateway("main")
        .schedule(Schedule.fixed(Duration.ofMillis(10)))
        .operationListener(this::begins);
  }

  private OperationListener.Started begins(
      OperationListener.Operation operation, @Nullable String gateway, @Nullable TaskRef task) {
    events.add(operation + " " + gateway + " " + task);
    return (result, failure) ->
        events.add(
            operation
                + " -> "
                + (failure == null
                    ? String.valueOf(result).replaceAll("\\[.*", "")
                    : failure.getClass().getSimpleName()));
  }

  private void answers(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  @Test
  void aRequestThatNamesNoGatewayGoesToTheDefault() {
    answers(200, ACCEPTED);
    try (VideoTasks videos = builder().build()) {
      assertEquals(TASK, videos.submit(REQUEST).orThrow());
    }
    assertEquals(List.of("SUBMIT null null", "SUBMIT -> Accepted"), events);
  }

  @Test
  void aDefaultThatDoesNotExistIsRefused() {
    VideoTasksBuilder builder = builder().defaultGateway("nowhere");
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, builder::build);
    assertTrue(String.valueOf(e.getMessage()).contains("[other, main]"), e::getMessage);
  }

  @Test
  void aWaitIsToldWithHowItEnded() {
    answers(401, "{\"error\":{\"message\":\"invalid token\"}}");
    try (VideoTasks videos = builder().build()) {
      assertThrows(AuthenticationException.class, () -> videos.await(TASK, Duration.ofSeconds(60)));
    }
    assertEquals(List.of("WAIT main main:task_1", "WAIT -> AuthenticationException"), events);
  }

  @Test
  void aBlockingCallTellsItsEndOnItsOwnThreadBeforeItReturns() {
    answers(401, "{\"error\":{\"message\":\"invalid token\"}}");
    answers(401, "{\"error\":{\"message\":\"invalid token\"}}");
    List<Thread> threads = new CopyOnWriteArrayList<>();
    OperationListener ownThreads =
        (operation, gateway, task) ->
            operation == OperationListener.Operation.DOWNLOAD || threads.isEmpty()
                ? (result, failure) -> threads.add(Thread.currentThread())
                : OperationListener.Started.NONE;
    try (VideoTasks videos = builder().operationListener(ownThreads).build()) {
      Duration minute = Duration.ofSeconds(60);
      assertThrows(AuthenticationException.class, () -> videos.await(TASK, minute));
      DownloadTarget target = DownloadTarget.stream(OutputStream.nullOutputStream());
      assertThrows(
          AuthenticationException.class,
          () -> videos.download(TASK, target, DownloadOptions.DEFAULT));
    }
    Thread caller = Thread.currentThread();
    assertEquals(List.of(caller, caller), threads);
  }

  @Test
  void aCancelledDownloadIsToldAndSoIsTheWaitInIt() throws Exception {
    answers(200, "{\"code\":\"success\",\"data\":{\"task_id\":\"task_1\",\"status\":\"QUEUED\"}}");
    try (VideoTasks videos = builder().schedule(Schedule.fixed(Duration.ofHours(1))).build()) {
      CompletableFuture<?> download =
          videos.downloadAsync(
              TASK,
              DownloadTarget.stream(OutputStream.nullOutputStream()),
              DownloadOptions.DEFAULT);
      server.takeRequest();
      download.cancel(true);
      assertThrows(CancellationException.class, download::join);
    }
    assertEquals(
        List.of("DOWNLOAD main main:task_1", "WAIT main main:task_1"), events.subList(0, 2));
    assertTrue(events.contains("DOWNLOAD -> CancellationException"), events::toString);
    assertTrue(events.contains("WAIT -> CancellationException"), events::toString);
  }

  @Test
  void aListenerThatThrowsChangesNoResult() {
    answers(200, ACCEPTED);
    answers(200, ACCEPTED);
    OperationListener atEnd =
        (operation, gateway, task) ->
            (result, failure) -> {
              throw new AssertionError("a listener's");
            };
    try (VideoTasks videos = builder().operationListener(atEnd).build()) {
      assertInstanceOf(SubmitOutcome.Accepted.class, videos.submit(REQUEST));
    }
    OperationListener atBegin =
        (operation, gateway, task) -> {
          throw new AssertionError("a listener's");
        };
    try (VideoTasks videos = builder().operationListener(atBegin).build()) {
      assertInstanceOf(SubmitOutcome.Accepted.class, videos.submitAsync(REQUEST).join());
    }
  }
}
