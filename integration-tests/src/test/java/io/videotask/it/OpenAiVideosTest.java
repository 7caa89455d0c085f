package io.videotask.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code /v1/videos} has beyond a submit, a query and the video itself. */
class OpenAiVideosTest {
  private static final String KEY = "sk-canary-7f3e";
  private static final TaskRef REF = TaskRef.parse("openai-videos:video_2");

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private VideoTasks videos;

  @BeforeEach
  void start() {
    server.start();
    videos =
        VideoTasks.builder()
            .gateway(Gateway.openAiVideos(server.baseUrl(), ApiKey.of(KEY)))
            .gateway(Gateway.newApi(server.baseUrl(), ApiKey.of(KEY)))
            .random(() -> -1L)
            .build();
  }

  @AfterEach
  void stop() {
    videos.close();
    server.stop();
  }

  @Test
  void aListHasTheTasksAndWhereTheNextOneBegins() {
    server.stubFor(
        get(urlPathEqualTo("/v1/videos"))
            .willReturn(
                okJson(
                    "{\"object\":\"list\",\"data\":["
                        + "{\"id\":\"video_3\",\"object\":\"video\",\"status\":\"queued\"},"
                        + "{\"id\":\"video_2\",\"status\":\"completed\",\"seconds\":\"8\"},"
                        + "{\"id\":\"has a blank\",\"status\":\"queued\"},{\"status\":\"queued\"},7,"
                        + "{\"id\":\"video_1\",\"status\":\"failed\",\"error\":{\"message\":\"no\"}}],"
                        + "\"first_id\":\"video_3\",\"last_id\":\"video_1\",\"has_more\":true}")));

    TaskPage page = videos.list("openai-videos", 50, null);

    assertEquals(
        List.of(TaskState.QUEUED, TaskState.COMPLETED, TaskState.FAILED),
        page.tasks().stream().map(VideoTask::state).toList());
    assertEquals(REF, page.tasks().get(1).ref());
    assertEquals(
        server.baseUrl() + "/v1/videos/video_2/content",
        page.tasks().get(1).orThrow().video().url());
    assertEquals(TaskRef.parse("openai-videos:video_1"), page.next());
    videos.list("openai-videos", 50, page.next());
    server.verify(
        getRequestedFor(urlEqualTo("/v1/videos?after=video_1&limit=50&order=desc"))
            .withHeader("Authorization", equalTo("Bearer " + KEY)));
  }

  @Test
  void theLastPageHasNoNext() {
    answer(okJson("{\"object\":\"list\",\"data\":[],\"has_more\":true}"));
    TaskPage page = videos.list("openai-videos", 1, null);

    assertTrue(page.tasks().isEmpty());
    assertNull(page.next());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; <html>; MALFORMED_RESPONSE; 1",
        "200; {\"data\":{}}; MALFORMED_RESPONSE; 1",
        "200; {\"id\":\"x\"}; MALFORMED_RESPONSE; 1",
        "404; {\"error\":{\"message\":\"Invalid URL (GET /v1/videos)\"}}; MALFORMED_RESPONSE; 1",
        "401; {\"error\":{\"message\":\"no\"}}; AUTHENTICATION; 1",
        "429; ''; RATE_LIMITED; 3",
        "503; ''; UNREACHABLE; 3",
      })
  void whatIsNoListIsATypedError(int status, String body, ErrorKind kind, int requests) {
    answer(aResponse().withStatus(status).withBody(body));

    VideoTaskException e =
        assertThrows(VideoTaskException.class, () -> videos.list("openai-videos", 1, null));

    assertEquals(kind, e.kind());
    assertEquals(status, e.httpStatus());
    assertNull(e.task());
    assertFalse(String.valueOf(e.getMessage()).contains("null"), e.getMessage());
    assertEquals(requests, server.getAllServeEvents().size());
  }

  @Test
  void aServerThatIsGoneIsUnreachableForAListToo() {
    server.stop();
    VideoTaskException e =
        assertThrows(VideoTaskException.class, () -> videos.list("openai-videos", 1, null));
    assertEquals(ErrorKind.UNREACHABLE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("its tasks"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; {\"id\":\"video_2\",\"object\":\"video.deleted\",\"deleted\":true}; ",
        "204; ''; ",
        "200; ''; ",
        "200; {\"id\":\"video_2\",\"deleted\": false}; MALFORMED_RESPONSE",
        "200; <html>; MALFORMED_RESPONSE",
        "404; {\"error\":{\"message\":\"no such video\"}}; NOT_FOUND",
        "404; {\"error\":{\"message\":\"Invalid URL (DELETE /v1)\"}}; MALFORMED_RESPONSE",
        "409; {\"error\":{\"message\":\"still running\"}}; MALFORMED_RESPONSE",
        "403; {}; PERMISSION",
        "503; ''; UNREACHABLE",
      })
  void deletingIsOneRequest(int status, String body, ErrorKind kind) {
    server.stubFor(
        delete(urlEqualTo("/v1/videos/video_2"))
            .willReturn(aResponse().withStatus(status).withBody(body)));
    if (kind == null) {
      videos.delete(REF);
    } else {
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.delete(REF));
      assertEquals(kind, e.kind());
      assertEquals(REF, e.task());
    }
    assertEquals(1, server.getAllServeEvents().size());
  }

  @Test
  void aVariantComesFromTheContentPathWithTheKey() {
    finished();
    byte[] picture = {'R', 'I', 'F', 'F', 1, 2, 3, 4, 'W', 'E', 'B', 'P'};
    server.stubFor(
        get(urlEqualTo("/v1/videos/video_2/content?variant=thumbnail"))
            .withHeader("Authorization", equalTo("Bearer " + KEY))
            .willReturn(aResponse().withHeader("Content-Type", "image/webp").withBody(picture)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    videos.download(REF, DownloadTarget.stream(out), thumbnail());

    assertArrayEquals(picture, out.toByteArray());
  }

  @Test
  void aVariantThatIsNotThereYetIsAskedForAgain() {
    finished();
    String path = "/v1/videos/video_2/content?variant=thumbnail";
    server.stubFor(
        get(urlEqualTo(path))
            .inScenario("soon")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("there")
            .willReturn(aResponse().withStatus(404)));
    server.stubFor(
        get(urlEqualTo(path))
            .inScenario("soon")
            .whenScenarioStateIs("there")
            .willReturn(aResponse().withBody("picture")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    videos.download(REF, DownloadTarget.stream(out), thumbnail());

    assertEquals("picture", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aGatewayThatHasNoneOfThisSaysSoBeforeAnythingIsSent() {
    TaskRef ref = TaskRef.parse("new-api:t1");
    DownloadTarget nowhere = DownloadTarget.stream(new ByteArrayOutputStream());

    assertThrows(IllegalArgumentException.class, () -> videos.list("new-api", 1, null));
    assertThrows(IllegalArgumentException.class, () -> videos.list("openai-videos", 0, null));
    assertThrows(IllegalArgumentException.class, () -> videos.list("openai-videos", 101, null));
    assertThrows(IllegalArgumentException.class, () -> videos.delete(ref));
    assertThrows(IllegalArgumentException.class, () -> videos.download(ref, nowhere, thumbnail()));
    assertThrows(
        IllegalArgumentException.class, () -> DownloadOptions.builder().variant("a&b").build());
    assertEquals(0, server.getAllServeEvents().size());
  }

  private void finished() {
    server.stubFor(
        get(urlEqualTo("/v1/videos/video_2"))
            .willReturn(okJson("{\"id\":\"video_2\",\"status\":\"completed\"}")));
  }

  private static DownloadOptions thumbnail() {
    return DownloadOptions.builder().variant("thumbnail").timeout(Duration.ofSeconds(30)).build();
  }

  private void answer(ResponseDefinitionBuilder answer) {
    server.stubFor(any(anyUrl()).willReturn(answer));
  }
}
