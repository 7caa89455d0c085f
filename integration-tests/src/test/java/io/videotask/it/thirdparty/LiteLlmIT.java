package io.videotask.it.thirdparty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.schedule.Schedule;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.RecordedRequest.Operation;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * LiteLLM's proxy between this client and vendors that are played here: each field of a request
 * arrives at the vendor, and the vendor's video here.
 */
@EnabledIfSystemProperty(
    named = "litellm",
    matches = "[^$].*",
    disabledReason = "it needs LiteLLM's proxy: -Pthird-party -Dlitellm=…")
class LiteLlmIT {
  private static final String KEY = "sk-of-the-proxy";
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0};
  private static final byte[] VIDEO =
      "\0\0\0\u0018ftypmp42 a video of the vendor".getBytes(StandardCharsets.ISO_8859_1);
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static FakeGateway openAi;
  private static FakeGateway gemini;
  private static FakeRunway runway;
  private static ThirdPartyServer proxy;

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    openAi = FakeGateway.start();
    gemini = FakeGateway.builder().path("/v1beta").start();
    runway = new FakeRunway(FakeGateway.KEY, VIDEO);
    String config =
        """
        model_list:
          - model_name: sora
            litellm_params: {model: openai/sora-2, api_base: "%s/v1", api_key: %s}
          - model_name: veo
            litellm_params: {model: gemini/veo-3.0-generate-preview, api_base: "%s", api_key: %s}
          - model_name: runway
            litellm_params: {model: runwayml/gen4_turbo, api_base: "%s", api_key: %s}
        router_settings: {num_retries: 0}
        litellm_settings: {num_retries: 0}
        general_settings: {master_key: %s}
        """
            .formatted(
                openAi.baseUrl(),
                FakeGateway.KEY,
                gemini.baseUrl().replace("/v1beta", ""),
                FakeGateway.KEY,
                runway.baseUrl(),
                FakeGateway.KEY,
                KEY);
    Path file = Files.writeString(folder.resolve("litellm.yaml"), config);
    proxy =
        ThirdPartyServer.start(
            List.of(
                System.getProperty("litellm", ""),
                "--config=" + file,
                "--host=127.0.0.1",
                "--port=PORT"),
            // What it would fetch at the start, and where its list of tasks would be.
            Map.of(
                "LITELLM_LOCAL_MODEL_COST_MAP",
                "True",
                "OPENAI_BASE_URL",
                openAi.baseUrl() + "/v1",
                "OPENAI_API_BASE",
                openAi.baseUrl() + "/v1",
                "OPENAI_API_KEY",
                FakeGateway.KEY),
            "/health/liveliness",
            Path.of("target/third-party/litellm.log"));
  }

  @AfterAll
  static void stopServers() {
    for (AutoCloseable server : new AutoCloseable[] {proxy, openAi, gemini, runway}) {
      try {
        if (server != null) {
          server.close();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static VideoTasks client(String key) {
    return VideoTasks.builder()
        .gateway(Gateway.openAiVideos(proxy.baseUrl(), ApiKey.of(key)).withProfile("litellm"))
        .schedule(Schedule.fixed(Duration.ofMillis(500)))
        .requestTimeout(TIMEOUT)
        .build();
  }

  private static VideoRequestBuilder full(String model) {
    return VideoRequest.of("a kite").model(model).duration(Duration.ofSeconds(8)).size(1280, 720);
  }

  private static TaskScript script() {
    return TaskScript.of(Reply.queued(), Reply.inProgress(40), Reply.completed(VIDEO));
  }

  /** Submits, waits and downloads. */
  private static TaskRef finish(VideoRequest request) {
    try (VideoTasks videos = client(KEY)) {
      SubmitOutcome outcome = videos.submit(request);
      assertTrue(outcome instanceof SubmitOutcome.Accepted, outcome::toString);
      TaskRef task = outcome.orThrow();
      VideoTask ended = videos.await(task, TIMEOUT);
      assertTrue(ended instanceof VideoTask.Completed, ended::toString);
      ByteArrayOutputStream video = new ByteArrayOutputStream();
      videos.download(task, DownloadTarget.stream(video), DownloadOptions.DEFAULT);
      assertArrayEquals(VIDEO, video.toByteArray());
      return task;
    }
  }

  @Test
  void openAiGetsEachField() {
    openAi.onSubmit(AnswerFormat.OPENAI_VIDEOS, script());

    finish(full("sora").build());

    String sent = last(openAi.submits()).body();
    for (String field : List.of("a kite", "sora-2", "8", "1280x720")) {
      assertTrue(sent.contains(field), sent);
    }
  }

  @Test
  void openAiGetsAnImagesFile() {
    openAi.onSubmit(AnswerFormat.OPENAI_VIDEOS, script());

    finish(full("sora").image(ImageSource.ofBytes(PNG)).build());

    String sent = last(openAi.submits()).body();
    assertTrue(sent.contains("name=\"input_reference\"; filename=\""), sent);
    assertTrue(sent.contains("PNG\r\n\032\n"), sent);
  }

  @Test
  void geminiGetsEachField() {
    AnswerFormat format = AnswerFormat.all(Dialect.named("veo").orElseThrow()).get(0);
    gemini.onSubmit(format, script());

    finish(full("veo").build());

    String sent = last(gemini.submits()).body();
    for (String field : List.of("a kite", "8", "16:9")) {
      assertTrue(sent.contains(field), sent);
    }
  }

  @Test
  void geminiGetsAnImagesFile() {
    AnswerFormat format = AnswerFormat.all(Dialect.named("veo").orElseThrow()).get(0);
    gemini.onSubmit(format, script());

    finish(full("veo").image(ImageSource.ofBytes(PNG)).build());

    String sent = last(gemini.submits()).body();
    assertTrue(sent.contains(Base64.getEncoder().encodeToString(PNG)), sent);
  }

  @Test
  void runwayGetsEachField() {
    finish(full("runway").build());

    String sent = runway.lastSubmit();
    for (String field : List.of("a kite", "gen4_turbo", "8", "1280:720")) {
      assertTrue(sent.contains(field), sent);
    }
  }

  @Test
  void aFailureOfTheVendorIsTheTasks() {
    openAi.onSubmit(
        AnswerFormat.OPENAI_VIDEOS,
        TaskScript.of(Reply.queued(), Reply.failed("moderation_blocked", "not this")));
    try (VideoTasks videos = client(KEY)) {
      TaskRef task = videos.submit(full("sora").build()).orThrow();

      VideoTask ended = videos.await(task, TIMEOUT);

      assertTrue(ended.state() == TaskState.FAILED, ended::toString);
      assertTrue(ended.toString().contains("moderation_blocked"), ended::toString);
    }
  }

  @Test
  void aVendorThatFailsToAnswerLeavesTheOutcomeUnknown() {
    openAi.onSubmit(
        AnswerFormat.OPENAI_VIDEOS, Reply.json(500, "{\"error\":{\"message\":\"boom\"}}"));
    try (VideoTasks videos = client(KEY)) {
      int before = openAi.submits().size();

      SubmitOutcome outcome = videos.submit(full("sora").build());

      assertTrue(outcome instanceof SubmitOutcome.Unknown, outcome::toString);
      assertEquals(before + 1, openAi.submits().size(), "with num_retries: 0");
    }
  }

  @Test
  void aRefusalOfTheVendorIsARefusal() {
    openAi.onSubmit(
        AnswerFormat.OPENAI_VIDEOS,
        Reply.json(
            400,
            "{\"error\":{\"message\":\"no such size\",\"type\":\"invalid_request_error\",\"code\":\"invalid_value\"}}"));
    try (VideoTasks videos = client(KEY)) {
      SubmitOutcome outcome = videos.submit(full("sora").build());

      assertTrue(outcome instanceof SubmitOutcome.Rejected, outcome::toString);
    }
  }

  @Test
  void aWrongKeyIsSaidToBeOne() {
    try (VideoTasks videos = client("sk-wrong")) {
      VideoTaskException e =
          assertThrows(
              VideoTaskException.class, () -> videos.query(TaskRef.parse("openai-videos:video_1")));

      assertEquals(ErrorKind.AUTHENTICATION, e.kind());
    }
  }

  @Test
  void aTaskThatTheVendorHasForgottenIsNotFound() {
    openAi.onSubmit(AnswerFormat.OPENAI_VIDEOS, script());
    try (VideoTasks videos = client(KEY)) {
      TaskRef task = videos.submit(full("sora").build()).orThrow();
      openAi.answer(Operation.QUERY, Reply.notFound());

      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(task));

      assertEquals(ErrorKind.NOT_FOUND, e.kind());
    } finally {
      openAi.answer(Operation.QUERY);
    }
  }

  @Test
  void anImagesUrlIsRefusedBeforeItIsLost() {
    VideoRequest request =
        full("sora").image(ImageSource.ofUrl("https://images.example.com/a.png")).build();
    try (VideoTasks videos = client(KEY)) {
      assertThrows(IllegalArgumentException.class, () -> videos.submit(request));
    }
  }

  private static RecordedRequest last(List<RecordedRequest> requests) {
    return requests.get(requests.size() - 1);
  }
}
