package io.videotask.it.submit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.TaskNotFoundException;
import io.videotask.gateway.Gateway;
import io.videotask.poll.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows a submit: the wait that knows of it, the file, the idempotency header. */
class AfterSubmitTest {
  private static final String QUERY = "/v1/video/generations/task_1";
  private static final String NOT_YET =
      "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}";
  private static final Duration STEP = Duration.ofMillis(300);

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(post("/v1/video/generations").willReturn(okJson("{\"task_id\":\"task_1\"}")));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aTaskThatWasJustMadeIsNotAskedForAtOnce() {
    server.stubFor(
        get(QUERY).willReturn(okJson("{\"task_id\":\"task_1\",\"status\":\"SUCCESS\"}")));
    try (VideoTasks videos = client()) {
      List<TaskRef> given = new ArrayList<>();
      long begun = System.nanoTime();

      VideoTask task = videos.submitAndAwait(request(), Duration.ofSeconds(20), given::add);

      assertTrue(System.nanoTime() - begun >= TimeUnit.MILLISECONDS.toNanos(250));
      assertEquals(List.of(task.ref()), given);
      assertEquals(TaskState.COMPLETED, task.state());
    }
  }

  @Test
  void aTaskThatWasJustMadeMayBeMissingAWhile() {
    server.stubFor(
        get(QUERY).inScenario("late").willReturn(aResponse().withStatus(400).withBody(NOT_YET)));
    String[] states = {Scenario.STARTED, "1", "2", "3"};
    for (int i = 0; i < 3; i++) {
      server.stubFor(
          get(QUERY)
              .inScenario("late")
              .whenScenarioStateIs(states[i])
              .willSetStateTo(states[i + 1])
              .willReturn(aResponse().withStatus(400).withBody(NOT_YET)));
    }
    server.stubFor(
        get(QUERY)
            .inScenario("late")
            .whenScenarioStateIs("3")
            .willReturn(okJson("{\"task_id\":\"task_1\",\"status\":\"SUCCESS\"}")));
    try (VideoTasks videos = client()) {
      TaskRef ref = videos.submit(request()).orThrow();

      assertEquals(TaskState.COMPLETED, videos.await(ref, Duration.ofSeconds(20)).state());
      server.verify(4, getRequestedFor(urlEqualTo(QUERY)));
    }
  }

  @Test
  void aTaskOfAnotherProcessIsMissingAfterThreeTimes() {
    server.stubFor(get(QUERY).willReturn(aResponse().withStatus(400).withBody(NOT_YET)));
    try (VideoTasks videos = client()) {
      assertThrows(
          TaskNotFoundException.class,
          () -> videos.await(TaskRef.parse("new-api:task_1"), Duration.ofSeconds(20)));
      server.verify(3, getRequestedFor(urlEqualTo(QUERY)));
    }
  }

  @Test
  void theIdempotencyHeaderCarriesTheCorrelationId() {
    Gateway gateway =
        Gateway.newApi(server.baseUrl(), ApiKey.of("sk-canary-7f3e"))
            .withIdempotencyHeader("Idempotency-Key");
    try (VideoTasks videos = VideoTasks.builder().gateway(gateway).build()) {
      videos.submit(VideoRequest.of("a kite").model("m").correlationId("mine-1").build());

      server.verify(
          postRequestedFor(urlEqualTo("/v1/video/generations"))
              .withHeader("Idempotency-Key", equalTo("mine-1"))
              .withHeader("X-Client-Request-Id", equalTo("mine-1")));
    }
  }

  @Test
  void minimaxIsAskedForTheFileOfAFinishedTask() {
    finishedAtMinimax();
    server.stubFor(
        get(urlPathEqualTo("/v1/files/retrieve"))
            .withQueryParam("file_id", equalTo("306793063383292"))
            .willReturn(
                okJson(
                    "{\"file\":{\"file_id\":306793063383292,\"filename\":\"output.mp4\","
                        + "\"download_url\":\"https://cdn.example.test/v.mp4?s=a%2Fb\"},"
                        + "\"base_resp\":{\"status_code\":0}}")));

    VideoResult video = queriedAtMinimax().orThrow().video();

    assertEquals("https://cdn.example.test/v.mp4?s=a%2Fb", video.url());
    assertEquals("306793063383292", video.fileId());
    assertEquals("mp4", video.format());
  }

  @Test
  void aFileThatCantBeHadIsANoteAndNoFailure() {
    finishedAtMinimax();
    for (var answer :
        List.of(
            aResponse().withStatus(500),
            okJson("{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"no\"}}"),
            okJson("{}"),
            aResponse().withBody("<html>"))) {
      server.stubFor(get(urlPathEqualTo("/v1/files/retrieve")).willReturn(answer));

      VideoTask task = queriedAtMinimax();

      assertEquals(TaskState.COMPLETED, task.state());
      assertNull(task.orThrow().video().url());
      assertTrue(task.notes().get(0).startsWith("the file's address could not be fetched"));
    }
  }

  private void finishedAtMinimax() {
    server.stubFor(
        get(urlPathEqualTo("/v1/query/video_generation"))
            .willReturn(
                okJson(
                    "{\"task_id\":\"1\",\"status\":\"Success\",\"file_id\":\"306793063383292\","
                        + "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}")));
  }

  private VideoTask queriedAtMinimax() {
    Gateway minimax = Gateway.minimax(server.baseUrl(), ApiKey.of("sk-canary-7f3e"));
    try (VideoTasks videos = VideoTasks.builder().gateway(minimax).build()) {
      return videos.query(TaskRef.parse("minimax:1"));
    }
  }

  private VideoTasks client() {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server.baseUrl(), ApiKey.of("sk-canary-7f3e")))
        .schedule(Schedule.fixed(STEP))
        .build();
  }

  private static VideoRequest request() {
    return VideoRequest.of("a kite").model("kling-v1").build();
  }
}
