package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.RejectedException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.it.Json;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each server of {@code /v1/videos} gets of each field of a request, over HTTP. The expected
 * bodies are from the facts about the servers, not from the mapping.
 */
class ProfileBodiesTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3};
  private static final String DATA_URL = "data:image/png;base64,iVBORwECAw==";
  private static final String URL = "https://images.example.com/a.png";
  private static final String FILE = "the file";

  /** Each field, one at a time. */
  private static final Map<String, UnaryOperator<VideoRequestBuilder>> FIELDS =
      new LinkedHashMap<>();

  static {
    FIELDS.put("model", request -> request.model("m"));
    FIELDS.put("duration", request -> request.duration(Duration.ofSeconds(8)));
    FIELDS.put("size", request -> request.size(1280, 720));
    FIELDS.put("image's URL", request -> request.image(ImageSource.ofUrl(URL)));
    FIELDS.put("image's file", request -> request.image(ImageSource.ofBytes(PNG)));
    FIELDS.put(
        "two images",
        request -> request.image(ImageSource.ofUrl(URL)).image(ImageSource.ofUrl(URL)));
    FIELDS.put("last image", request -> request.lastImage(ImageSource.ofUrl(URL)));
    FIELDS.put("reference image", request -> request.referenceImage(ImageSource.ofUrl(URL)));
    FIELDS.put("reference video", request -> request.referenceVideo("https://v.example.com/a.mp4"));
    FIELDS.put("negative prompt", request -> request.negativePrompt("fog"));
    FIELDS.put("audio", request -> request.audio(true));
    FIELDS.put("count", request -> request.count(2));
    FIELDS.put("seed", request -> request.seed(7));
    FIELDS.put("resolution", request -> request.resolution("720p"));
    FIELDS.put("aspect ratio", request -> request.aspectRatio("16:9"));
    FIELDS.put("callback", request -> request.callbackUrl("https://shop.example.com/done"));
  }

  /** The expected additions to the body; a field that is not here is refused. */
  private static final Map<String, Map<String, String>> SERVERS = new TreeMap<>();

  static {
    String sent = "model: {'model':'m'}; size: {'size':'1280x720'}; ";
    String text = sent + "duration: {'seconds':'8'}; ";
    String number = sent + "duration: {'seconds':8}; ";
    String object = "image's URL: {'input_reference':{'image_url':'" + URL + "'}}; ";
    String file = "image's file: " + FILE + "; ";
    String more = "negative prompt: {'negative_prompt':'fog'}; seed: {'seed':7}; ";
    server("openai", text + object + file);
    server("new-api", text + "image's URL: {'input_reference':'" + URL + "'}; " + file);
    server("litellm", text + file);
    server(
        "vllm-omni",
        text + "image's URL: {'image_reference':{'image_url':'" + URL + "'}}; " + file + more);
    server("sglang", number + "image's URL: {'reference_url':'" + URL + "'}; " + file + more);
    server("fastvideo", number + "image's URL: {'reference_url':'" + URL + "'}; " + file + more);
    server("tensorrt-llm", number + file + more + "count: {'n':2}");
    server(
        "bifrost",
        text
            + more
            + "audio: {'audio':true}; image's URL: {'input_reference':'"
            + URL
            + "'}; image's file: {'input_reference':'"
            + DATA_URL.replace(';', '~')
            + "'}");
    server(
        "llm-gateway",
        number
            + "audio: {'audio':true}; image's URL: {'image':{'image_url':'"
            + URL
            + "'}}; image's file: {'image':{'image_url':'"
            + DATA_URL.replace(';', '~')
            + "'}}; last image: {'last_frame':{'image_url':'"
            + URL
            + "'}}; reference image: {'reference_images':[{'image_url':'"
            + URL
            + "'}]}");
    server(
        "json",
        text
            + object
            + "image's file: {'input_reference':{'image_url':'"
            + DATA_URL.replace(';', '~')
            + "'}}");
    server("form", text + object + file);
  }

  private static void server(String profile, String fields) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String field : fields.split("; ?")) {
      String[] parts = field.split(": ", 2);
      expected.put(parts[0], parts[1].replace('~', ';').replace('\'', '"'));
    }
    SERVERS.put(profile, expected);
  }

  static Set<String> profiles() {
    return SERVERS.keySet();
  }

  @Test
  void eachProfileIsTested() {
    assertEquals(SERVERS.keySet(), new TreeMap<>(Dialect.OPENAI_VIDEOS.profiles()).keySet());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void eachFieldArrivesAsTheServerReadsItOrIsRefused(String profile) throws IOException {
    Map<String, String> expected = SERVERS.getOrDefault(profile, Map.of());
    assertTrue(FIELDS.keySet().containsAll(expected.keySet()), expected::toString);
    try (FakeGateway gateway = FakeGateway.builder().profile(profile).start();
        VideoTasks videos = gateway.client(Dialect.OPENAI_VIDEOS).build()) {
      gateway.onEachSubmit(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued()));
      int sent = 0;
      for (Map.Entry<String, UnaryOperator<VideoRequestBuilder>> field : FIELDS.entrySet()) {
        VideoRequest request = field.getValue().apply(needed(profile)).build();
        String wanted = expected.get(field.getKey());
        String what = profile + ", " + field.getKey();
        if (wanted == null) {
          assertRefused(profile, what, () -> videos.submit(request));
        } else {
          assertTrue(videos.submit(request) instanceof SubmitOutcome.Accepted, what);
          assertBody(profile, wanted, gateway.submits().get(sent++), what);
        }
        assertEquals(sent, gateway.requests().size(), what);
      }
    }
  }

  private static VideoRequestBuilder needed(String profile) {
    VideoRequestBuilder request = VideoRequest.of("a kite");
    return profile.equals("bifrost")
        ? request.model("m")
        : profile.equals("llm-gateway") ? request.duration(Duration.ofSeconds(8)) : request;
  }

  private static void assertBody(String profile, String wanted, RecordedRequest sent, String what)
      throws IOException {
    boolean file = wanted.equals(FILE);
    boolean form = file || Set.of("vllm-omni", "form").contains(profile);
    Map<String, Object> expected = new TreeMap<>(Map.of("prompt", "a kite"));
    if (profile.equals("bifrost")) {
      expected.put("model", "m");
    } else if (profile.equals("llm-gateway")) {
      expected.putAll(Json.object("{\"seconds\":8}"));
    }
    if (file) {
      expected.put("input_reference", "\uFFFDPNG\1\2\3");
    } else {
      expected.putAll(form ? texts(wanted) : Json.object(wanted));
    }
    String type = String.valueOf(sent.headers().get("Content-Type"));
    assertEquals(form, type.startsWith("multipart/form-data; boundary="), what + ": " + type);
    assertEquals(
        expected, new TreeMap<>(form ? parts(sent.body()) : Json.object(sent.body())), what);
    assertEquals(file, sent.body().contains("filename=\"image.png\""), what);
  }

  /** Returns the fields of an object as the texts that they are in a form. */
  private static Map<String, Object> texts(String json) throws IOException {
    Map<String, Object> texts = new TreeMap<>();
    Json.object(json)
        .forEach(
            (name, value) ->
                texts.put(
                    name,
                    value instanceof Map<?, ?>
                        ? json.substring(json.indexOf(':') + 1, json.length() - 1)
                        : value.toString()));
    return texts;
  }

  private static Map<String, Object> parts(String body) {
    Map<String, Object> parts = new TreeMap<>();
    Matcher part =
        Pattern.compile(
                "(?s)name=\"([^\"]+)\"[^\\r\\n]*\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n(.*?)\\r\\n--")
            .matcher(body);
    while (part.find()) {
      parts.put(part.group(1), part.group(2));
    }
    return parts;
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void aServerThatLacksAnOperationIsNotAskedForIt(String profile) {
    try (FakeGateway gateway = FakeGateway.builder().profile(profile).start();
        VideoTasks videos = gateway.client(Dialect.OPENAI_VIDEOS).build()) {
      TaskRef task = gateway.add(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.completed()));
      boolean lists = !Set.of("new-api", "litellm", "bifrost", "llm-gateway").contains(profile);
      boolean deletes = !Set.of("new-api", "litellm", "llm-gateway").contains(profile);

      if (lists) {
        assertEquals(1, videos.list("openai-videos", 10, null).tasks().size());
      } else {
        assertRefused(profile, "list", () -> videos.list("openai-videos", 10, null));
      }
      if (deletes) {
        videos.delete(task);
      } else {
        assertRefused(profile, "delete", () -> videos.delete(task));
      }

      assertEquals((lists ? 1 : 0) + (deletes ? 1 : 0), gateway.requests().size());
    }
  }

  private static void assertRefused(String profile, String what, Runnable call) {
    String refusal =
        String.valueOf(assertThrows(IllegalArgumentException.class, call::run, what).getMessage());
    assertTrue(refusal.startsWith("openai-videos with the profile " + profile), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vllm-omni", "sglang", "llm-gateway"})
  void theFakeServerRefusesWhatTheUsualBodyHas(String profile) {
    try (FakeGateway gateway = FakeGateway.builder().profile(profile).start();
        VideoTasks usual =
            VideoTasks.builder()
                .gateway(Gateway.openAiVideos(gateway.baseUrl(), ApiKey.of(FakeGateway.KEY)))
                .build()) {
      gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued()));
      VideoRequest request = VideoRequest.of("a kite").duration(Duration.ofSeconds(8)).build();

      SubmitOutcome outcome = usual.submit(request);

      assertThrows(RejectedException.class, outcome::orThrow);
      assertEquals(1, gateway.submits().size());
    }
  }

  @Test
  void theFakeServerRefusesAPartOfAFormThatItIgnores() {
    try (FakeGateway gateway = FakeGateway.builder().profile("vllm-omni").start();
        VideoTasks videos = gateway.client(Dialect.OPENAI_VIDEOS).build()) {
      gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued()));
      VideoRequest request =
          VideoRequest.of("a kite")
              .parameter("reference_url", "https://images.example.com/a.png")
              .build();

      SubmitOutcome outcome = videos.submit(request);

      String why = String.valueOf(assertThrows(RejectedException.class, outcome::orThrow));
      assertTrue(why.contains("vllm-omni ignores reference_url"), why);
    }
  }

  @Test
  void anUnknownProfileIsRefusedWithTheList() {
    try (FakeGateway gateway = FakeGateway.start()) {
      String refusal =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class,
                      () -> gateway.asGateway(Dialect.OPENAI_VIDEOS).withProfile("sora"))
                  .getMessage());
      assertTrue(refusal.contains("openai-videos has no such profile; it has openai, new-api, "));
      assertThrows(
          IllegalArgumentException.class,
          () -> gateway.asGateway(Dialect.NEW_API).withProfile("openai"));
      assertFalse(refusal.contains("sora"), refusal);
    }
  }
}
