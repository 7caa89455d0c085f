package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.it.Json;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The request body of each gateway for the same fields. */
class RequestBodiesTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  private static final String PNG_AS_TEXT = "data:image/png;base64,iVBORwECAw==";

  private final FakeGateway gateway = FakeGateway.start();

  @BeforeEach
  void acceptsEverything() {
    gateway.answerAlways(Reply.json(200, "{\"task_id\":\"42\"}"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void newApiGetsTheVendorsFieldsInMetadata() throws Exception {
    RecordedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("new-api")
                .model("kling-v1")
                .image(ImageSource.ofBytes(PNG))
                .duration(Duration.ofSeconds(5))
                .size(1280, 720)
                .seed(7)
                .correlationId("order-17")
                .parameter("mode", "pro")
                .parameter("metadata", Map.of("cfg_scale", 0.5)));

    assertEquals("/v1/video/generations", sent.path());
    assertEquals(
        object(
            "{'prompt':'a kite','model':'kling-v1','image':'"
                + PNG_AS_TEXT
                + "','size':'1280x720','duration':5,'seconds':'5','metadata':{'seed':7,'external_task_id':'order-17','cfg_scale':0.5},"
                + "'mode':'pro'}"),
        object(sent));
    assertTrue(sent.body().contains("\"duration\":5,"), "Go reads no 5.0 as an int");
  }

  @Test
  void newApiGetsSeveralImagesAsAList() throws Exception {
    RecordedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("new-api")
                .model("vidu")
                .image(ImageSource.ofUrl("https://images.example.com/a.png"))
                .image(ImageSource.ofUrl("https://images.example.com/b.png")));

    assertEquals(
        object(
            "{'prompt':'a kite','model':'vidu','images':['https://images.example.com/a.png',"
                + "'https://images.example.com/b.png']}"),
        object(sent));
  }

  @Test
  void anyApiGetsMinimaxsFields() throws Exception {
    RecordedRequest sent = sent(frames("minimax-anyapi", "MiniMax-Hailuo-02"));

    assertEquals("/minimax/v1/video_generation", sent.path());
    assertEquals(object(MINIMAX_V1), object(sent));
  }

  @Test
  void minimaxGetsTheVersionOfTheModel() throws Exception {
    assertEquals(object(MINIMAX_V1), object(sent(frames("minimax", "MiniMax-Hailuo-02"))));

    RecordedRequest v2 = sent(frames("minimax", "MiniMax-H3"));

    assertEquals("/v2/video_generation", v2.path());
    assertEquals(
        object(
            "{'model':'MiniMax-H3','content':[{'type':'text','text':'a kite'},{'type':'image_url',"
                + "'image_url':{'url':'https://images.example.com/a.png'},'role':'first_frame'},"
                + "{'type':'image_url','image_url':{'url':'https://images.example.com/b.png'},"
                + "'role':'last_frame'}],'duration':6,'resolution':'768P'}"),
        object(v2));
  }

  @Test
  void aReferenceContainsTheVersionOfMinimax() {
    try (VideoTasks videos = client()) {
      TaskRef v2 = videos.submit(frames("minimax", "MiniMax-H3").build()).orThrow();
      assertEquals("minimax:v2:42", v2.toString());
      assertEquals(v2, TaskRef.parse(v2.toString()));
      gateway.answerAlways(Reply.json(200, "{\"task\":{\"id\":\"42\",\"status\":\"running\"}}"));

      videos.query(v2);

      assertEquals("/v2/query/video_generation/42", last().path());
    }
  }

  @Test
  void openAiGetsSecondsAsAString() throws Exception {
    RecordedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .model("sora-2")
                .duration(Duration.ofSeconds(4))
                .size(720, 1280)
                .image(ImageSource.ofUrl("https://images.example.com/a.png")));

    assertEquals("/v1/videos", sent.path());
    assertEquals(
        object(
            "{'prompt':'a kite','model':'sora-2','seconds':'4','size':'720x1280',"
                + "'input_reference':{'image_url':'https://images.example.com/a.png'}}"),
        object(sent));
  }

  @Test
  void openAiGetsAFileAsAForm() {
    RecordedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .model("sora-2")
                .parameter("watermark", false)
                .image(ImageSource.ofBytes(PNG)));

    String type = String.valueOf(sent.headers().get("Content-Type"));
    assertTrue(type.startsWith("multipart/form-data; boundary="), type);
    String body = sent.body();
    assertTrue(body.contains("name=\"prompt\"\r\n"), body);
    assertTrue(body.contains("\r\n\r\na kite\r\n"), body);
    assertTrue(body.contains("\r\n\r\nfalse\r\n"), body);
    assertTrue(body.contains("name=\"input_reference\"; filename=\"image.png\""), body);
    assertTrue(body.contains("Content-Type: image/png"), body);
    assertTrue(body.contains("PNG\1\2\3"), body);
  }

  @Test
  void parametersAreSentUnchanged() throws Exception {
    RecordedRequest sent =
        sent(
            VideoRequest.of("a kite")
                .gateway("openai-videos")
                .parameter("big", new BigDecimal("123456789012345678901234567890"))
                .parameter("list", Arrays.asList("a", 1, true, null))
                .parameter("json", new VideoRequest.Json("{\"n\": 9007199254740993}")));

    assertTrue(sent.body().contains("123456789012345678901234567890"));
    assertTrue(sent.body().contains("9007199254740993"));
    assertEquals(Arrays.asList("a", BigDecimal.ONE, true, null), object(sent).get("list"));
  }

  @Test
  void duplicateParametersAndInvalidJsonAreRefused() {
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
    assertEquals(0, gateway.requests().size());
  }

  private static final String MINIMAX_V1 =
      "{'model':'MiniMax-Hailuo-02','prompt':'a kite','duration':6,'resolution':'768P',"
          + "'first_frame_image':'https://images.example.com/a.png',"
          + "'last_frame_image':'https://images.example.com/b.png'}";

  private static VideoRequestBuilder frames(String gateway, String model) {
    return VideoRequest.of("a kite")
        .gateway(gateway)
        .model(model)
        .image(ImageSource.ofUrl("https://images.example.com/a.png"))
        .lastImage(ImageSource.ofUrl("https://images.example.com/b.png"))
        .duration(Duration.ofSeconds(6))
        .resolution("768P");
  }

  private RecordedRequest sent(VideoRequestBuilder request) {
    try (VideoTasks videos = client()) {
      videos.submit(request.build());
    }
    return last();
  }

  private RecordedRequest last() {
    return gateway.requests().get(gateway.requests().size() - 1);
  }

  private VideoTasks client() {
    return gateway.client().build();
  }

  private static Map<String, Object> object(RecordedRequest sent) throws IOException {
    return Json.object(sent.body());
  }

  private static Map<String, Object> object(String json) throws IOException {
    return Json.object(json.replace('\'', '"'));
  }
}
