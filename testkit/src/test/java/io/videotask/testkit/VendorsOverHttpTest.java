package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What single vendors do differently from the others, over HTTP. */
@ExtendWith(FakeGatewayExtension.class)
class VendorsOverHttpTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String PAIR = "canary-access:canary-secret";
  private static final String VERTEX_PATH =
      "/v1/projects/demo-project/locations/us-central1/publishers/google";

  @Test
  void xaiRendersAsLongAsTheAnswerIs202(FakeGateway gateway) {
    TaskRef ref =
        gateway.add(
            format("XAI"),
            TaskScript.of(
                Reply.of(202, java.util.Map.of(), ""),
                Reply.json(202, "{\"status\":\"done\"}"),
                Reply.json(202, "{}"),
                Reply.completed()));
    try (VideoTasks videos = gateway.client().build()) {
      assertEquals(TaskState.COMPLETED, videos.await(ref, HOUR).state());
      assertEquals(4, gateway.queries(ref).size());
    }
  }

  @Test
  void xaiRefusesAResultWithHttp400(FakeGateway gateway) {
    TaskRef ref =
        gateway.add(
            format("XAI"),
            TaskScript.of(
                Reply.inProgress(50),
                Reply.json(
                    400,
                    "{\"code\":\"imagine:content-moderated\",\"error\":\"Generated video rejected by"
                        + " content moderation.\"}")));
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask.Ended end = assertInstanceOf(VideoTask.Ended.class, videos.await(ref, HOUR));
      assertEquals("imagine:content-moderated", end.failure().code());
      assertEquals(false, end.failure().retryable());
    }
  }

  @Test
  void falFailsOnlyAtTheResult(FakeGateway gateway) {
    TaskRef ref =
        gateway.add(
            format("FAL"),
            TaskScript.of(Reply.inProgress(0), Reply.failed("content_policy_violation", "no")));
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask.Ended end = assertInstanceOf(VideoTask.Ended.class, videos.await(ref, HOUR));
      assertEquals("content_policy_violation", end.failure().code());
      assertEquals(
          List.of(
              RecordedRequest.Operation.QUERY,
              RecordedRequest.Operation.QUERY,
              RecordedRequest.Operation.RESULT),
          gateway.requests().stream().map(RecordedRequest::operation).toList());
    }
  }

  @Test
  void falResultThatIsNotThereYetIsAskedForAgain(FakeGateway gateway) {
    TaskRef ref = gateway.add(format("FAL"), TaskScript.of(Reply.completed()));
    gateway.answer(
        RecordedRequest.Operation.RESULT,
        Reply.badGateway(),
        Reply.json(400, "{\"detail\":\"Request is still in progress\"}"),
        Reply.json(200, "{\"video\":{\"url\":\"https://media.example.com/v.mp4\"}}"));
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask.Completed done =
          assertInstanceOf(VideoTask.Completed.class, videos.await(ref, HOUR));
      assertEquals("https://media.example.com/v.mp4", String.valueOf(done.video().url()));
    }
  }

  @Test
  void veoSendsTheKeyForAFileToItsOwnOriginOnly(@TempDir Path folder) throws IOException {
    try (FakeGateway gateway = FakeGateway.builder().videosOnAnotherHost().start();
        VideoTasks videos = gateway.client().build()) {
      TaskRef own = gateway.add(format("VEO_GEMINI"), TaskScript.of(Reply.completed()));
      videos.download(own, folder.resolve("own.mp4"), HOUR);
      assertTrue(gateway.downloads(own).get(0).hasKey());

      TaskRef elsewhere = gateway.add(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
      String url = String.valueOf(videos.query(elsewhere).orThrow().video().url());
      assertFalse(url.startsWith(gateway.baseUrl()), url);
      TaskRef foreign =
          gateway.add(
              format("VEO_GEMINI"),
              TaskScript.of(
                  Reply.json(
                      200,
                      "{\"done\":true,\"response\":{\"generateVideoResponse\":{\"generatedSamples\":"
                          + "[{\"video\":{\"uri\":\""
                          + url
                          + "\"}}]}}}")));
      DownloadOptions local = DownloadOptions.builder().allowPrivateAddresses(true).build();
      videos.download(foreign, DownloadTarget.file(folder.resolve("foreign.mp4")), local);
      assertFalse(gateway.downloads(elsewhere).get(0).hasKey());
      assertArrayEquals(SampleVideo.bytes(), Files.readAllBytes(folder.resolve("foreign.mp4")));
    }
  }

  @Test
  void vertexTakesABearerTokenAndHasItsProjectInTheBaseUrl(@TempDir Path folder)
      throws IOException {
    AnswerFormat vertex = format("VEO_VERTEX");
    try (VirtualTime time = new VirtualTime();
        FakeGateway gateway =
            FakeGateway.builder().path(VERTEX_PATH).key("ya29.token").time(time).start();
        VideoTasks videos = gateway.client(vertex.dialect()).build()) {
      gateway.onSubmit(vertex, TaskScript.of(Reply.inProgress(0), Reply.completed()));
      TaskRef ref = videos.submit(vertex.request("a kite").build()).orThrow();
      videos.download(ref, folder.resolve("v.mp4"), HOUR);

      assertArrayEquals(SampleVideo.bytes(), Files.readAllBytes(folder.resolve("v.mp4")));
      assertEquals(2, gateway.queries(ref).size());
      RecordedRequest query = gateway.queries(ref).get(0);
      assertEquals("POST", query.method());
      assertEquals(
          VERTEX_PATH + "/models/veo-3.1-generate-001:fetchPredictOperation", query.path());
      assertTrue(gateway.requests().stream().allMatch(RecordedRequest::hasKey));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"URL\"", "[\"URL\"]", "{\"video\":\"URL\"}"})
  void replicateHasItsOutputInAnyType(String output, FakeGateway gateway) {
    String body = "{\"status\":\"succeeded\",\"error\":null,\"output\":" + output + "}";
    TaskRef ref =
        gateway.add(
            format("REPLICATE"),
            TaskScript.of(Reply.json(200, body.replace("URL", "https://media.example.com/v.mp4"))));
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask.Completed done =
          assertInstanceOf(VideoTask.Completed.class, videos.await(ref, HOUR));
      assertEquals("https://media.example.com/v.mp4", String.valueOf(done.video().url()));
    }
  }

  @Test
  void dashscopeEndsATaskThatItDoesNotKnow(FakeGateway gateway) {
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask end = videos.await(TaskRef.parse("dashscope:3f6a0c1e-7b52-4d0e-9a41"), HOUR);
      assertEquals(TaskState.EXPIRED, end.state());
      assertEquals(1, gateway.requests().size());
    }
  }

  @Test
  void dashscopeSubmitsAsynchronously(FakeGateway gateway) {
    AnswerFormat dashscope = format("DASHSCOPE");
    gateway.onSubmit(dashscope, TaskScript.of(Reply.queued()));
    try (VideoTasks videos = gateway.client().build()) {
      videos.submit(dashscope.request("a kite").build()).orThrow();
      assertEquals("enable", gateway.submits().get(0).headers().get("X-DashScope-Async"));
    }
  }

  @Test
  void siliconflowRepeatsThePostThatAsksAndNotTheOneThatCreates(FakeGateway gateway) {
    AnswerFormat siliconflow = format("SILICONFLOW");
    gateway.onSubmit(siliconflow, Reply.reset());
    TaskRef ref =
        gateway.add(siliconflow, TaskScript.of(Reply.reset(), Reply.badGateway(), Reply.queued()));
    try (VideoTasks videos = gateway.client().build()) {
      assertEquals(TaskState.QUEUED, videos.query(ref).state());
      assertEquals(3, gateway.queries(ref).size());
      assertEquals("POST", gateway.queries(ref).get(0).method());

      videos.submit(siliconflow.request("a kite").build());
      assertEquals(1, gateway.submits().size());
    }
  }

  @Test
  void klingKeepsTheKindOfATaskInItsReference(FakeGateway gateway) {
    AnswerFormat classic = format("KLING_CLASSIC");
    AnswerFormat tasks = format("KLING_NEWIMAGE");
    try (VideoTasks videos = gateway.client(classic.dialect()).build()) {
      gateway.onSubmit(classic, TaskScript.of(Reply.queued()));
      gateway.onSubmit(classic, TaskScript.of(Reply.queued()));
      gateway.onSubmit(tasks, TaskScript.of(Reply.queued()));
      VideoRequest text = classic.request("a kite").build();
      ImageSource image = ImageSource.ofUrl("https://media.example.com/i.png");
      TaskRef fromText = videos.submit(text).orThrow();
      TaskRef fromImage = videos.submit(classic.request("a kite").image(image).build()).orThrow();
      TaskRef fromNewText =
          videos.submit(VideoRequest.of("a kite").model("kling-3.0").build()).orThrow();

      assertTrue(fromText.id().startsWith("text2video:"), fromText::toString);
      assertTrue(fromImage.id().startsWith("image2video:"), fromImage::toString);
      assertTrue(fromNewText.id().startsWith("tasks:"), fromNewText::toString);
      for (TaskRef ref : List.of(fromText, fromImage, fromNewText)) {
        assertEquals(TaskState.QUEUED, videos.query(ref).state());
        assertEquals(1, gateway.queries(ref).size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-60, 0, 60})
  void klingTakesATokenOfAClockThatIsAMinuteWrong(long seconds) {
    Instant now = Instant.parse("2026-07-01T12:00:00Z");
    AnswerFormat kling = format("KLING_CLASSIC");
    try (VirtualTime theirs = new VirtualTime(now);
        VirtualTime ours = new VirtualTime(now.plusSeconds(seconds));
        FakeGateway gateway = FakeGateway.builder().time(theirs).key(PAIR).start();
        VideoTasks videos =
            VideoTasks.builder().gateway(gateway.asGateway(kling.dialect())).time(ours).build()) {
      TaskRef ref = gateway.add(kling, TaskScript.of(Reply.queued()));
      assertEquals(TaskState.QUEUED, videos.query(ref).state());
    }
  }

  @Test
  void klingIsNotAskedAgainWithAnotherTokenAfterA401() {
    AnswerFormat kling = format("KLING_CLASSIC");
    try (FakeGateway gateway = FakeGateway.builder().key(PAIR).start();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(
                    Gateway.of(
                        kling.dialect(), gateway.baseUrl(), ApiKey.ofPair("canary-access", "no")))
                .build()) {
      TaskRef ref = gateway.add(kling, TaskScript.of(Reply.queued()));
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));
      assertEquals(ErrorKind.AUTHENTICATION, e.kind());
      assertEquals(1, gateway.queries(ref).size());
    }
  }

  private static AnswerFormat format(String name) {
    return AnswerFormat.valueOf(name);
  }
}
