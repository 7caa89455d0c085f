package io.videotask.it.submit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.it.Json;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each gateway is sent for the same words. */
class RequestBodiesTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  private static final String PNG_AS_TEXT = "data:image/png;base64,iVBORwECAw==";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(any(anyUrl()).willReturn(okJson("{\"task_id\":\"42\"}")));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void newApiGetsTheVendorsWordsInMetadata() throws Exception {
    LoggedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("new-api")
                .model("kling-v1")
                .image(ImageSource.ofBytes(PNG))
                .duration(Duration.ofSeconds(5))
                .size(1280, 720)
                .seed(7)
                .parameter("mode", "pro")
                .parameter("metadata", Map.of("cfg_scale", 0.5)));

    assertEquals("/v1/video/generations", sent.getUrl());
    assertEquals(
        object(
            "{'prompt':'a kite','model':'kling-v1','image':'"
                + PNG_AS_TEXT
                + "','size':'1280x720','duration':5,'metadata':{'seed':7,'cfg_scale':0.5},"
                + "'mode':'pro'}"),
        object(sent));
    assertTrue(sent.getBodyAsString().contains("\"duration\":5,"), "Go reads no 5.0 as an int");
  }

  @Test
  void newApiGetsSeveralImagesAsAList() throws Exception {
    LoggedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("new-api")
                .model("vidu")
                .image(ImageSource.at("https://images.example.com/a.png"))
                .image(ImageSource.at("https://images.example.com/b.png")));

    assertEquals(
        object(
            "{'prompt':'a kite','model':'vidu','images':['https://images.example.com/a.png',"
                + "'https://images.example.com/b.png']}"),
        object(sent));
  }

  @Test
  void anyApiGetsMinimaxsWords() throws Exception {
    LoggedRequest sent = sent(frames("minimax-anyapi", "MiniMax-Hailuo-02"));

    assertEquals("/minimax/v1/video_generation", sent.getUrl());
    assertEquals(object(MINIMAX_V1), object(sent));
  }

  @Test
  void minimaxGetsTheVersionOfTheModel() throws Exception {
    assertEquals(object(MINIMAX_V1), object(sent(frames("minimax", "MiniMax-Hailuo-02"))));

    LoggedRequest v2 = sent(frames("minimax", "MiniMax-H3"));

    assertEquals("/v2/video_generation", v2.getUrl());
    assertEquals(
        object(
            "{'model':'MiniMax-H3','content':[{'type':'text','text':'a kite'},{'type':'image_url',"
                + "'image_url':{'url':'https://images.example.com/a.png'},'role':'first_frame'},"
                + "{'type':'image_url','image_url':{'url':'https://images.example.com/b.png'},"
                + "'role':'last_frame'}],'duration':6,'resolution':'768P'}"),
        object(v2));
  }

  @Test
  void aReferenceSaysWhichVersionOfMinimaxMadeTheTask() {
    try (VideoTasks videos = client()) {
      TaskRef v2 = videos.submit(frames("minimax", "MiniMax-H3").build()).orThrow();
      assertEquals("minimax:v2:42", v2.toString());
      assertEquals(v2, TaskRef.parse(v2.toString()));
      server.stubFor(
          any(anyUrl()).willReturn(okJson("{\"task\":{\"id\":\"42\",\"status\":\"running\"}}")));

      videos.query(v2);

      assertEquals("/v2/query/video_generation/42", last().getUrl());
    }
  }

  @Test
  void openAiGetsSecondsAsText() throws Exception {
    LoggedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .model("sora-2")
                .duration(Duration.ofSeconds(4))
                .size(720, 1280)
                .image(ImageSource.at("https://images.example.com/a.png")));

    assertEquals("/v1/videos", sent.getUrl());
    assertEquals(
        object(
            "{'prompt':'a kite','model':'sora-2','seconds':'4','size':'720x1280',"
                + "'input_reference':{'image_url':'https://images.example.com/a.png'}}"),
        object(sent));
  }

  @Test
  void openAiGetsAFileAsAForm() {
    LoggedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .model("sora-2")
                .parameter("watermark", false)
                .image(ImageSource.ofBytes(PNG)));

    String type = sent.getHeader("Content-Type");
    assertTrue(type.startsWith("multipart/form-data; boundary="), type);
    String body = new String(sent.getBody(), StandardCharsets.ISO_8859_1);
    assertTrue(body.contains("name=\"prompt\"\r\n"), body);
    assertTrue(body.contains("\r\n\r\na kite\r\n"), body);
    assertTrue(body.contains("\r\n\r\nfalse\r\n"), body);
    assertTrue(body.contains("name=\"input_reference\"; filename=\"image.png\""), body);
    assertTrue(body.contains("Content-Type: image/png"), body);
    assertTrue(indexOf(sent.getBody(), PNG) > 0);
  }

  @Test
  void parametersGoAsTheyStand() throws Exception {
    LoggedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .parameter("big", new BigDecimal("123456789012345678901234567890"))
                .parameter("list", Arrays.asList("a", 1, true, null))
                .parameter("json", new VideoRequest.Json("{\"n\": 9007199254740993}")));

    assertTrue(sent.getBodyAsString().contains("123456789012345678901234567890"));
    assertTrue(sent.getBodyAsString().contains("9007199254740993"));
    assertEquals(Arrays.asList("a", BigDecimal.ONE, true, null), object(sent).get("list"));
  }

  @Test
  void whatIsGivenTwiceIsRefusedAndSoIsWhatIsNoJson() {
    try (VideoTasks videos = client()) {
      for (VideoRequestBuilder request :
          List.of(
              VideoRequest.of("a kite").model("m").parameter("prompt", "another"),
              VideoRequest.of("a kite").model("m").seed(1).parameter("metadata", Map.of("seed", 2)),
              VideoRequest.of("a kite").model("m").parameter("x", new VideoRequest.Json("{")),
              VideoRequest.of("a kite").model("m").duration(Duration.ofMillis(1500)))) {
        VideoRequest built = request.gateway("new-api").build();

        IllegalArgumentException e =
            assertThrows(IllegalArgumentException.class, () -> videos.submit(built));

        assertFalse(String.valueOf(e.getMessage()).contains("kite"));
      }
    }
    assertEquals(0, server.getAllServeEvents().size());
  }

  private static final String MINIMAX_V1 =
      "{'model':'MiniMax-Hailuo-02','prompt':'a kite','duration':6,'resolution':'768P',"
          + "'first_frame_image':'https://images.example.com/a.png',"
          + "'last_frame_image':'https://images.example.com/b.png'}";

  private static VideoRequestBuilder frames(String gateway, String model) {
    return VideoRequest.of("a kite")
        .gateway(gateway)
        .model(model)
        .image(ImageSource.at("https://images.example.com/a.png"))
        .lastImage(ImageSource.at("https://images.example.com/b.png"))
        .duration(Duration.ofSeconds(6))
        .resolution("768P");
  }

  private LoggedRequest sent(VideoRequestBuilder request) {
    try (VideoTasks videos = client()) {
      videos.submit(request.build());
    }
    return last();
  }

  private LoggedRequest last() {
    return server.getAllServeEvents().get(0).getRequest();
  }

  private VideoTasks client() {
    var builder = VideoTasks.builder();
    for (Dialect dialect : Dialect.all()) {
      builder.gateway(Gateway.of(dialect, server.baseUrl(), ApiKey.of("sk-canary-7f3e")));
    }
    return builder.build();
  }

  private static Map<String, Object> object(LoggedRequest sent) throws IOException {
    return Json.object(sent.getBodyAsString());
  }

  private static Map<String, Object> object(String json) throws IOException {
    return Json.object(json.replace('\'', '"'));
  }

  private static int indexOf(byte[] whole, byte[] part) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    return text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }
}
