package io.videotask.it.thirdparty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.RejectedException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each request of {@code openai-videos} is valid by OpenAI's published spec, as Prism reads it:
 * with {@code --errors} it answers a request that is not with an error.
 */
@EnabledIfSystemProperty(
    named = "prism",
    matches = "[^$].*",
    disabledReason = "it needs Prism: -Pthird-party -Dprism=…")
class PrismIT {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};

  /** Prism answers with the name of the type where the spec has no example. */
  private static final TaskRef TASK = TaskRef.parse("openai-videos:string");

  private static ThirdPartyServer prism;

  @BeforeAll
  static void startPrism(@TempDir Path folder) throws Exception {
    Path spec = folder.resolve("openai-videos.yaml");
    try (var bundled = PrismIT.class.getResourceAsStream("/third-party/openai-videos.yaml")) {
      Files.copy(Objects.requireNonNull(bundled), spec, StandardCopyOption.REPLACE_EXISTING);
    }
    prism =
        ThirdPartyServer.start(
            List.of(
                System.getProperty("prism", ""),
                "mock",
                specOr(spec),
                "--errors",
                "--host=127.0.0.1",
                "--port=PORT"),
            Map.of(),
            "/",
            Path.of("target/third-party/prism.log"));
  }

  private static String specOr(Path bundled) {
    String given = System.getProperty("openai-spec", "");
    return given.isBlank() || given.startsWith("${") ? bundled.toString() : given;
  }

  @AfterAll
  static void stopPrism() {
    if (prism != null) {
      prism.close();
    }
  }

  private static VideoTasks client(String profile) {
    return VideoTasks.builder()
        .gateway(
            Gateway.openAiVideos(prism.baseUrl(), ApiKey.of("sk-anything")).withProfile(profile))
        .build();
  }

  private static VideoRequestBuilder full() {
    return VideoRequest.of("a kite")
        .model("sora-2")
        .duration(Duration.ofSeconds(8))
        .size(1280, 720);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "form", "json"})
  void eachSubmitIsValid(String profile) {
    List<VideoRequestBuilder> requests =
        List.of(
            VideoRequest.of("a kite"),
            full(),
            full().image(ImageSource.ofUrl("https://images.example.com/a.png")),
            full().image(ImageSource.ofBytes(PNG)));
    try (VideoTasks videos = client(profile)) {
      for (VideoRequestBuilder request : requests) {
        SubmitOutcome outcome = videos.submit(request.build());

        assertTrue(outcome instanceof SubmitOutcome.Accepted, () -> profile + ": " + outcome);
      }
    }
  }

  @Test
  void eachOtherRequestIsValid() {
    List<String> sent = new ArrayList<>();
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.openAiVideos(prism.baseUrl(), ApiKey.of("sk-anything")))
            .requestListener(exchange -> sent.add(exchange.method() + " " + exchange.status()))
            .build()) {
      VideoTask task = videos.query(TASK);
      videos.list("openai-videos", 100, null);
      videos.list("openai-videos", 1, TASK);
      videos.delete(TASK);

      assertEquals("queued", task.rawStatus());
    }
    assertEquals(List.of("GET 200", "GET 200", "GET 200", "DELETE 200"), sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"video", "thumbnail", "spritesheet"})
  void eachDownloadIsValid(String variant) {
    List<String> sent = new ArrayList<>();
    String completed = "{\"id\":\"string\",\"object\":\"video\",\"status\":\"completed\"}";
    Explanation explained = Dialect.OPENAI_VIDEOS.explain(completed.getBytes(UTF_8));
    VideoTask.Completed task = (VideoTask.Completed) ((Explanation.OfTask) explained).task();
    DownloadOptions options = DownloadOptions.builder().variant(variant).build();
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.openAiVideos(prism.baseUrl(), ApiKey.of("sk-anything")))
            .requestListener(exchange -> sent.add(exchange.path() + " " + exchange.status()))
            .build()) {
      DownloadTarget nowhere = DownloadTarget.stream(new ByteArrayOutputStream());

      // Prism has no video: what counts is that it took the request for a valid one.
      assertThrows(VideoTaskException.class, () -> videos.download(task, nowhere, options));

      assertEquals(List.of("/v1/videos/string/content 200"), sent);
    }
  }

  /** So that the tests above can fail. */
  @ParameterizedTest
  @ValueSource(strings = {"sglang", "vllm-omni"})
  void anInvalidSubmitIsRefused(String profile) {
    try (VideoTasks videos = client(profile)) {
      SubmitOutcome outcome =
          videos.submit(
              full().duration(Duration.ofSeconds(profile.equals("sglang") ? 8 : 7)).build());

      assertThrows(RejectedException.class, outcome::orThrow);
    }
  }
}
