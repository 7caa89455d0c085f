package io.videotask.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.generated.gateway.RequestField;
import io.videotask.generated.gateway.RequestValues;
import io.videotask.generated.siliconflow.SiliconflowAdapter;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import retrofit2.Invocation;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Bodies of submits, dialect by dialect. */
class SubmitRequestBodiesTest {
  private static final String FIRST = "https://images.example.com/first.png";
  private static final String LAST = "https://images.example.com/last.png";

  private static Request request(Dialect dialect, VideoRequestBuilder request) {
    Gateway gateway = Gateway.of(dialect, Answers.BASE.toString(), ApiKey.of("sk-canary"));
    Retrofit retrofit =
        new Retrofit.Builder()
            .baseUrl(Answers.BASE)
            .addConverterFactory(MoshiConverterFactory.create(dialect.adapter().moshi()))
            .build();
    return new SubmitRequests(gateway).request(retrofit, request.build());
  }

  private static String text(Request request) throws IOException {
    Buffer text = new Buffer();
    RequestBody body = request.body();
    if (body != null) {
      body.writeTo(text);
    }
    return text.readUtf8();
  }

  private static void assertBody(Dialect dialect, VideoRequestBuilder request, String body)
      throws IOException {
    assertEquals(
        JsonObject.of(body.replace('\'', '"')).fields(),
        JsonObject.of(text(request(dialect, request))).fields());
  }

  private static String refusal(Dialect dialect, VideoRequestBuilder request) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> request(dialect, request)).getMessage());
  }

  private static VideoRequestBuilder lighthouse() {
    return VideoRequest.of("a lighthouse").model("m");
  }

  @Test
  void missingFieldsAreNotSent() throws IOException {
    assertBody(Dialect.NEW_API, lighthouse(), "{'prompt':'a lighthouse','model':'m'}");
    assertBody(Dialect.MINIMAX_ANYAPI, lighthouse(), "{'prompt':'a lighthouse','model':'m'}");
    assertBody(Dialect.OPENAI_VIDEOS, lighthouse(), "{'prompt':'a lighthouse','model':'m'}");
    assertBody(
        Dialect.MINIMAX,
        VideoRequest.of("a lighthouse").model("MiniMax-Hailuo-02"),
        "{'prompt':'a lighthouse','model':'MiniMax-Hailuo-02'}");
    assertBody(
        Dialect.MINIMAX,
        lighthouse(),
        "{'model':'m','content':[{'type':'text','text':'a lighthouse'}]}");
  }

  @Test
  void newApiSendsItsFields() throws IOException {
    assertBody(
        Dialect.NEW_API,
        lighthouse()
            .image(ImageSource.ofUrl(FIRST))
            .duration(Duration.ofSeconds(5))
            .size(1280, 720)
            .resolution("720p")
            .seed(7),
        "{'prompt':'a lighthouse','model':'m','image':'"
            + FIRST
            + "','size':'1280x720','duration':5,'seconds':'5','metadata':{'resolution':'720p','seed':7}}");
    assertBody(
        Dialect.NEW_API,
        lighthouse().image(ImageSource.ofUrl(FIRST)).image(ImageSource.ofUrl(LAST)).seed(7),
        "{'prompt':'a lighthouse','model':'m','images':['"
            + FIRST
            + "','"
            + LAST
            + "'],'metadata':{'seed':7}}");
    assertBody(
        Dialect.NEW_API,
        lighthouse().resolution("720p"),
        "{'prompt':'a lighthouse','model':'m','metadata':{'resolution':'720p'}}");
  }

  @Test
  void newApiSendsDurationInVendorsField() throws IOException {
    assertBody(
        Dialect.NEW_API,
        VideoRequest.of("a lighthouse").model("openai/sora-2").duration(Duration.ofSeconds(8)),
        "{'prompt':'a lighthouse','model':'openai/sora-2','seconds':'8'}");
    assertBody(
        Dialect.NEW_API,
        VideoRequest.of("a lighthouse")
            .model("doubao-seedance-1-0")
            .duration(Duration.ofSeconds(8))
            .parameter("seconds", 9),
        "{'prompt':'a lighthouse','model':'doubao-seedance-1-0','duration':8,'seconds':9}");
  }

  @Test
  void newApiSendsHailuoImageInMetadataToo() throws IOException {
    assertBody(
        Dialect.NEW_API,
        VideoRequest.of("a lighthouse")
            .model("MiniMax-Hailuo-02")
            .image(ImageSource.ofUrl(FIRST))
            .resolution("768P"),
        "{'prompt':'a lighthouse','model':'MiniMax-Hailuo-02','image':'"
            + FIRST
            + "','metadata':{'resolution':'768P','first_frame_image':'"
            + FIRST
            + "'}}");
    assertBody(
        Dialect.NEW_API,
        VideoRequest.of("a lighthouse")
            .model("hailuo-02")
            .image(ImageSource.ofUrl(FIRST))
            .parameter("metadata", Map.of("first_frame_image", LAST)),
        "{'prompt':'a lighthouse','model':'hailuo-02','image':'"
            + FIRST
            + "','metadata':{'first_frame_image':'"
            + LAST
            + "'}}");
  }

  @Test
  void minimaxFieldsAreSentBehindAnyGateway() throws IOException {
    for (Dialect dialect : List.of(Dialect.MINIMAX, Dialect.MINIMAX_ANYAPI)) {
      assertBody(
          dialect,
          VideoRequest.of("a lighthouse")
              .model("I2V-01")
              .image(ImageSource.ofUrl(FIRST))
              .lastImage(ImageSource.ofUrl(LAST))
              .duration(Duration.ofSeconds(6))
              .resolution("1080P"),
          "{'prompt':'a lighthouse','model':'I2V-01','first_frame_image':'"
              + FIRST
              + "','last_frame_image':'"
              + LAST
              + "','duration':6,'resolution':'1080P'}");
    }
  }

  @Test
  void minimaxV2SendsListOfContent() throws IOException {
    VideoRequestBuilder request =
        lighthouse()
            .image(ImageSource.ofUrl(FIRST))
            .lastImage(ImageSource.ofUrl(LAST))
            .duration(Duration.ofSeconds(6))
            .resolution("1080P");

    assertBody(
        Dialect.MINIMAX,
        request,
        "{'model':'m','content':[{'type':'text','text':'a lighthouse'},"
            + "{'type':'image_url','image_url':{'url':'"
            + FIRST
            + "'},'role':'first_frame'},{'type':'image_url','image_url':{'url':'"
            + LAST
            + "'},'role':'last_frame'}],'duration':6,'resolution':'1080P'}");
    assertNotEquals(
        request(Dialect.MINIMAX, lighthouse()).url(),
        request(Dialect.MINIMAX, VideoRequest.of("a").model("T2V-01")).url());
    assertBody(
        Dialect.MINIMAX,
        VideoRequest.builder().parameter("model", "m").parameter("content", List.of()),
        "{'model':'m','content':[]}");
  }

  @Test
  void modelParameterSelectsVersion() {
    assertEquals(
        request(Dialect.MINIMAX, VideoRequest.of("a").model("t2v-01")).url(),
        request(Dialect.MINIMAX, VideoRequest.of("a").parameter("model", "T2V-01")).url());
  }

  @Test
  void openAiSendsItsFieldsAndFormForFile() throws IOException {
    assertBody(
        Dialect.OPENAI_VIDEOS,
        lighthouse()
            .image(ImageSource.ofUrl(FIRST))
            .duration(Duration.ofSeconds(4))
            .size(1280, 720),
        "{'prompt':'a lighthouse','model':'m','seconds':'4','size':'1280x720',"
            + "'input_reference':{'image_url':'"
            + FIRST
            + "'}}");

    byte[] png = {1, 2, 3};
    Request form =
        request(
            Dialect.OPENAI_VIDEOS,
            lighthouse().image(ImageSource.ofBytes(png, "image/png")).parameter("n", List.of(1)));

    assertTrue(
        String.valueOf(form.body() == null ? null : form.body().contentType())
            .startsWith("multipart/form-data"));
    String text = text(form);
    assertTrue(
        text.contains("name=\"input_reference\"; filename=\"image.png\"")
            && text.contains("Content-Type: image/png")
            && text.contains("\u0001\u0002\u0003"),
        text);
    assertTrue(text.contains("\r\n\r\na lighthouse\r\n") && text.contains("\r\n\r\n[1]\r\n"), text);
  }

  @Test
  void unknownOrMissingFieldIsRejected() {
    assertEquals(
        "new-api has no common field for last image; if its server has one of its own, give"
            + " that as a parameter",
        refusal(Dialect.NEW_API, lighthouse().lastImage(ImageSource.ofUrl(LAST))));
    ImageSource image = ImageSource.ofUrl(FIRST);
    assertTrue(
        refusal(Dialect.OPENAI_VIDEOS, lighthouse().image(image).image(image))
            .contains("field for images;"));
    assertTrue(
        refusal(Dialect.OPENAI_VIDEOS, lighthouse().resolution("720p")).contains("resolution"));
    assertTrue(refusal(Dialect.MINIMAX, lighthouse().size(1, 2)).contains("size"));
    assertTrue(refusal(Dialect.MINIMAX_ANYAPI, lighthouse().seed(7)).contains("seed"));
    assertEquals(
        "new-api needs a prompt",
        refusal(Dialect.NEW_API, VideoRequest.builder().parameter("x", 1)));
    assertEquals(
        "openai-videos needs a prompt",
        refusal(Dialect.OPENAI_VIDEOS, VideoRequest.builder().image(image)));
    assertEquals(
        "a video's duration is in whole seconds",
        refusal(Dialect.NEW_API, lighthouse().duration(Duration.ofMillis(1500))));
  }

  @Test
  void kindOfRequestMayNeedOtherFields() throws IOException {
    Dialect animated = Dialect.of(new ModelOrPrompt());
    ImageSource image = ImageSource.ofUrl(FIRST);

    assertEquals("animated needs a model", refusal(animated, VideoRequest.of("a lighthouse")));
    assertEquals("animated needs a prompt", refusal(animated, VideoRequest.builder().image(image)));
    assertBody(
        animated,
        VideoRequest.of("a lighthouse").image(image),
        "{'prompt':'a lighthouse','image':'" + FIRST + "'}");
  }

  /** A gateway that needs a model for a request without an image, and a prompt beside one. */
  private static final class ModelOrPrompt extends SiliconflowAdapter {
    @Override
    public String name() {
      return "animated";
    }

    @Override
    public Set<RequestField> requiredFields() {
      return Set.of();
    }

    @Override
    public Set<RequestField> requiredFields(RequestValues request) {
      return Set.of(request.images().isEmpty() ? RequestField.MODEL : RequestField.PROMPT);
    }
  }

  @Test
  void promptMayBeParameter() throws IOException {
    assertBody(
        Dialect.NEW_API,
        VideoRequest.builder().parameter("prompt", "a lighthouse"),
        "{'prompt':'a lighthouse'}");
  }

  @Test
  void parametersOfAnyTypeAreAdded() throws IOException {
    assertBody(
        Dialect.NEW_API,
        lighthouse()
            .seed(7)
            .parameter("metadata", Map.of("style", "noir"))
            .parameter("list", Arrays.asList("a", 1, null, 2.5))
            .parameter("nothing", null)
            .parameter("flag", true)
            .parameter("raw", new VideoRequest.Json("{\"a\": 1.10}")),
        "{'prompt':'a lighthouse','model':'m','metadata':{'seed':7,'style':'noir'},"
            + "'list':['a',1,null,2.5],'nothing':null,'flag':true,'raw':{'a': 1.10}}");
  }

  @Test
  void duplicateParameterIsRejected() {
    assertEquals(
        "the request has model already",
        refusal(Dialect.NEW_API, lighthouse().parameter("model", "other")));
    assertEquals(
        "the request has metadata already",
        refusal(Dialect.NEW_API, lighthouse().seed(7).parameter("metadata", 1)));
    assertEquals(
        "the request has model already",
        refusal(Dialect.NEW_API, lighthouse().parameter("model", Map.of())));
    assertEquals(
        "the request has metadata.seed already",
        refusal(Dialect.NEW_API, lighthouse().seed(7).parameter("metadata", Map.of("seed", 8))));
  }

  @Test
  void everySubmitHasCorrelationId() {
    Request first = request(Dialect.NEW_API, lighthouse());
    Request second = request(Dialect.NEW_API, lighthouse());

    String name = String.valueOf(first.header(SubmitRequests.CORRELATION));
    assertEquals(36, name.length());
    assertNotEquals(name, second.header(SubmitRequests.CORRELATION));
    assertNull(first.tag(Invocation.class), "it would hold the prompt");
    assertFalse(first.toString().contains("lighthouse"));
  }

  @Test
  void aCallbacksUrlIsWhereTheVendorReadsIt() throws IOException {
    String url = "https://app.example.com/callbacks/a/b/c";
    VideoRequestBuilder request = VideoRequest.of("a kite").callbackUrl(url).correlationId("c-1");
    assertBody(
        Dialect.NEW_API,
        request.model("kling-v1"),
        "{'prompt': 'a kite', 'model': 'kling-v1', 'metadata': {'callback_url':'"
            + url
            + "','external_task_id':'c-1'}}");
    assertBody(Dialect.NEW_API, request.model("sora-2"), "{'prompt': 'a kite', 'model': 'sora-2'}");
    assertBody(
        Dialect.MINIMAX,
        request.model("MiniMax-Hailuo-02"),
        "{'model': 'MiniMax-Hailuo-02', 'prompt': 'a kite', 'callback_url': '" + url + "'}");
    assertTrue(
        text(request(Dialect.MINIMAX, request.model("MiniMax-H3")))
            .contains("\"callback_url\":\"" + url + '"'));
    assertThrows(IllegalArgumentException.class, () -> request(Dialect.OPENAI_VIDEOS, request));
  }

  @Test
  void aCallbackAmongTheCallersParametersIsKept() throws IOException {
    VideoRequestBuilder request =
        VideoRequest.of("a kite")
            .callbackUrl("https://app.example.com/callbacks")
            .parameter("metadata", Map.of("callback_url", "https://own.example.com"));
    assertBody(
        Dialect.NEW_API,
        request,
        "{'prompt': 'a kite', 'metadata': {'callback_url':'https://own.example.com'}}");
  }
}
