package io.videotask.it.submit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second request that MiniMax needs for an address, with answers that no script has. */
class MinimaxFileTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
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
}
