package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.videotask.generated.gateway.AnswerTemplates;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.generated.newapi.NewApiAdapter;
import io.videotask.generated.openaivideos.OpenaiVideosAdapter;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.Retrofit;

/** The fake gateway with dialects that are not on the class path. */
@ExtendWith(FakeGatewayExtension.class)
class OwnDialectTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String PAIR = "canary-access:canary-secret";
  private static final Dialect OWN_HEADER =
      Dialect.of(new OwnAdapter(new KeyHeader("X-Own-Key", "", null)) {});
  private static final Dialect SIGNED =
      Dialect.of(
          new OwnAdapter(new KeyHeader("Authorization", "Bearer ", Duration.ofMinutes(30))) {});
  private static final Dialect POSTED = Dialect.of(new PostedAdapter());

  /** A gateway like new-api under another name, which takes its key in its own way. */
  private abstract static class OwnAdapter extends NewApiAdapter {
    private final KeyHeader header;

    OwnAdapter(KeyHeader header) {
      this.header = header;
    }

    @Override
    public String name() {
      return "own";
    }

    @Override
    public KeyHeader keyHeader() {
      return header;
    }
  }

  /** A gateway whose query is a POST with the id in its body. */
  private static final class PostedAdapter extends NewApiAdapter {
    @Override
    public String name() {
      return "posted";
    }

    @Override
    public Map<String, String> operations() {
      Map<String, String> operations = new LinkedHashMap<>(super.operations());
      operations.put("query", "POST /v1/video/status");
      return operations;
    }

    @Override
    public Request query(Retrofit retrofit, String referenceId) {
      return new Request.Builder()
          .url(retrofit.baseUrl().newBuilder().addPathSegments("v1/video/status").build())
          .post(
              RequestBody.create(
                  "{\"why\":\"status\",\"requestId\":\"" + referenceId + "\"}",
                  MediaType.get("application/json")))
          .build();
    }
  }

  @Test
  void dialectOfOnesOwnHasFormats() {
    assertEquals("OWN_GEMINI", AnswerFormat.of(OWN_HEADER).name());
    assertEquals("OWN_KLING", AnswerFormat.of(OWN_HEADER, "kling").name());
    String message =
        assertThrows(IllegalArgumentException.class, () -> AnswerFormat.of(OWN_HEADER, "klung"))
            .getMessage();
    assertTrue(String.valueOf(message).contains("own has no format klung; it has gemini"), message);
  }

  @Test
  void adapterWithoutAnswersIsExplained() {
    Dialect handMade =
        Dialect.of(
            new NewApiAdapter() {
              @Override
              public List<AnswerTemplates> answerTemplates() {
                return List.of();
              }
            });

    String message =
        assertThrows(IllegalArgumentException.class, () -> AnswerFormat.of(handMade)).getMessage();

    assertTrue(String.valueOf(message).contains("not generated from a gateway.yaml"), message);
  }

  @Test
  void keyInAnotherHeaderIsAcceptedAndNotRecorded(FakeGateway gateway, @TempDir Path folder) {
    try (VideoTasks videos = gateway.client(OWN_HEADER).build()) {
      gateway.onSubmit(
          AnswerFormat.of(OWN_HEADER, "sora"), TaskScript.of(Reply.queued(), Reply.completed()));
      TaskRef ref = videos.submit(VideoRequest.of("a kite").model("m").build()).orThrow();
      videos.download(ref, folder.resolve("v.mp4"), HOUR);
    }
    assertTrue(gateway.requests().stream().allMatch(RecordedRequest::hasKey));
    for (RecordedRequest request : gateway.requests()) {
      assertFalse(request.headers().containsKey("X-Own-Key"), request::toString);
      assertFalse(request.headers().containsKey("Authorization"), request::toString);
    }
  }

  @Test
  void keyInAnotherHeaderIsNotSentToAnotherHost(@TempDir Path folder) {
    try (FakeGateway gateway = FakeGateway.builder().videosOnAnotherHost().start();
        VideoTasks videos = gateway.client(OWN_HEADER).build()) {
      TaskRef ref =
          gateway.add(AnswerFormat.of(OWN_HEADER, "kling"), TaskScript.of(Reply.completed()));
      videos.download(
          ref,
          DownloadTarget.file(folder.resolve("v.mp4")),
          DownloadOptions.builder().allowPrivateAddresses(true).build());
      assertFalse(gateway.downloads(ref).get(0).hasKey());
      assertTrue(gateway.queries(ref).get(0).hasKey());
    }
  }

  @Test
  void tokenIsCheckedByItsSignature(@TempDir Path folder) {
    try (VirtualTime time = new VirtualTime();
        FakeGateway gateway = FakeGateway.builder().time(time).key(PAIR).start();
        VideoTasks videos = gateway.client(SIGNED).build()) {
      TaskRef ref =
          gateway.add(
              AnswerFormat.of(SIGNED, "sora"),
              TaskScript.startingWith(Reply.queued())
                  .from(Duration.ofMinutes(50), Reply.completed()));
      videos.download(ref, folder.resolve("v.mp4"), HOUR);

      assertTrue(gateway.requests().stream().allMatch(RecordedRequest::hasKey));
      assertFalse(gateway.requests().toString().contains("canary"));
    }
  }

  @Test
  void tokenOfAnotherSecretIsRefusedOnce() {
    try (FakeGateway gateway = FakeGateway.builder().key(PAIR).start();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(
                    Gateway.of(SIGNED, gateway.baseUrl(), ApiKey.ofPair("canary-access", "other")))
                .build()) {
      TaskRef ref = gateway.add(AnswerFormat.of(SIGNED, "sora"), TaskScript.of(Reply.queued()));

      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));

      assertEquals(ErrorKind.AUTHENTICATION, e.kind());
      assertEquals(1, gateway.queries(ref).size());
    }
  }

  @Test
  void idOfAPostedQueryIsInItsBody(FakeGateway gateway) {
    try (VideoTasks videos = gateway.client(POSTED).build()) {
      TaskRef first = gateway.add(AnswerFormat.of(POSTED), TaskScript.of(Reply.queued()));
      TaskRef second = gateway.add(AnswerFormat.of(POSTED), TaskScript.of(Reply.completed()));

      assertEquals(TaskState.COMPLETED, videos.query(second).state());
      assertEquals(TaskState.QUEUED, videos.query(first).state());
      assertEquals(1, gateway.queries(first).size());
      VideoTaskException e =
          assertThrows(
              VideoTaskException.class, () -> videos.query(new TaskRef("posted", "task_9")));
      assertEquals(ErrorKind.NOT_FOUND, e.kind());
    }
  }

  /** A gateway with the paths and headers of another one. */
  @Test
  void gatewaysWithTheSamePathsHaveTheirOwnTasks(FakeGateway gateway) {
    Dialect twin =
        Dialect.of(
            new OpenaiVideosAdapter() {
              @Override
              public String name() {
                return "twin";
              }
            });
    AnswerFormat format = AnswerFormat.of(twin);
    try (VideoTasks videos = gateway.client(twin).build();
        VideoTasks others = gateway.client(Dialect.OPENAI_VIDEOS).build()) {
      TaskRef ref = gateway.add(format, TaskScript.of(Reply.completed()));
      TaskRef other = gateway.add(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.failed()));
      gateway.onSubmit(format, TaskScript.of(Reply.queued()));

      assertEquals(TaskState.COMPLETED, videos.query(ref).state());
      assertEquals(TaskState.FAILED, others.query(other).state());
      TaskRef submitted = videos.submit(VideoRequest.of("a kite").build()).orThrow();
      assertEquals("twin", submitted.gateway());
      assertEquals(List.of(), gateway.scriptsLeft());
    }
  }

  @Test
  void idsHaveTheFormOfASample() {
    for (String sample :
        List.of(
            "task_Kp2vS8dQxT4mZr7WcY1bN6hLgF3jXa0E",
            "306792606023824",
            "3f6a0c1e-7b52-4d0e-9a41-5c2b7d1e0a01",
            "cgt-20260719103041-m3y7g")) {
      IdForm form = new IdForm(sample);
      String shape = sample.replaceAll("\\d", "0").replaceAll("[a-z]", "a");
      assertEquals(sample.length(), form.id(1).length());
      assertEquals(
          shape.replaceAll("[A-Z]", "A"),
          form.id(7).replaceAll("\\d", "0").replaceAll("[a-z]", "a").replaceAll("[A-Z]", "A"));
      assertEquals(form.id(1), new IdForm(sample).id(1));
      assertFalse(form.id(1).equals(form.id(2)), form.id(1));
    }
  }
}
