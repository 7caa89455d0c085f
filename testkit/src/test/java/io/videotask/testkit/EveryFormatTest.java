package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.generated.gateway.TaskGroup;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds over HTTP for the answers of every gateway, from their folders. */
@ExtendWith(FakeGatewayExtension.class)
class EveryFormatTest {
  private static final String FORMATS = "io.videotask.testkit.AnswerFormat#values";
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @MethodSource(FORMATS)
  void waitsThroughFaultsAndDownloads(
      AnswerFormat format, FakeGateway gateway, @TempDir Path folder) throws IOException {
    byte[] video = SampleVideo.bytes();
    video[4001] = 9;
    gateway.onSubmit(
        format,
        TaskScript.of(
            Reply.queued(),
            Reply.badGateway(),
            Reply.tooManyRequests(Duration.ofSeconds(77)),
            Reply.inProgress(30),
            Reply.reset(),
            Reply.completed(video)));
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      TaskRef ref = videos.submit(format.request("a kite").build()).orThrow();
      Path file = folder.resolve("v.mp4");
      videos.download(ref, file, HOUR);

      assertArrayEquals(video, Files.readAllBytes(file));
      List<RecordedRequest> queries = gateway.queries(ref);
      assertTrue(queries.size() >= 6, queries::toString);
      Duration pause = Duration.between(queries.get(2).at(), queries.get(3).at());
      assertTrue(pause.compareTo(Duration.ofSeconds(77)) >= 0, pause::toString);
      assertEquals(1, gateway.submits().size());
      assertEquals(List.of(), gateway.scriptsLeft());
    }
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void failedAndCancelledTasksEndTheWaitWithTheirReason(AnswerFormat format, FakeGateway gateway) {
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      gateway.onSubmit(format, TaskScript.of(Reply.queued(), Reply.failed("too dark")));
      TaskRef failed = videos.submit(format.request("a kite").build()).orThrow();
      VideoTask.Ended end = assertInstanceOf(VideoTask.Ended.class, videos.await(failed, HOUR));
      assertEquals(TaskState.FAILED, end.state());
      assertEquals("too dark", end.failure().message());

      assumeTrue(format.has(TaskState.CANCELLED));
      TaskRef cancelled =
          gateway.add(format, TaskScript.of(Reply.inProgress(10), Reply.cancelled()));
      assertEquals(TaskState.CANCELLED, videos.await(cancelled, HOUR).state());
    }
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void wrongKeyIsRefused(AnswerFormat format, FakeGateway gateway, VirtualTime time) {
    gateway.onSubmit(format, TaskScript.of(Reply.queued()));
    TaskRef ref = gateway.add(format, TaskScript.of(Reply.queued()));
    Gateway wrong = Gateway.of(format.dialect(), gateway.baseUrl(), ApiKey.of("sk-another"));
    try (VideoTasks videos = VideoTasks.builder().gateway(wrong).time(time).build()) {
      SubmitOutcome outcome = videos.submit(format.request("a kite").build());
      assertEquals(
          ErrorKind.AUTHENTICATION,
          assertInstanceOf(SubmitOutcome.Rejected.class, outcome).error().kind());
      for (boolean wait : new boolean[] {false, true}) {
        VideoTaskException e =
            assertThrows(
                VideoTaskException.class,
                () -> {
                  if (wait) {
                    videos.await(ref, HOUR);
                  } else {
                    videos.query(ref);
                  }
                });
        assertEquals(ErrorKind.AUTHENTICATION, e.kind(), e::getMessage);
      }
    }
    assertTrue(gateway.requests().stream().noneMatch(RecordedRequest::hasKey));
    assertEquals(List.of(format), gateway.scriptsLeft());
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void refusedAndLostSubmitsCreateNoSecondTask(AnswerFormat format, FakeGateway gateway) {
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      gateway.onSubmit(format, Reply.tooManyRequests(Duration.ofSeconds(9)));
      gateway.onSubmit(format, format.error("bad", "not like that"));
      gateway.onSubmit(format, Reply.badGateway());
      gateway.onSubmit(format, TaskScript.of(Reply.queued()), Reply.reset());

      assertEquals(ErrorKind.RATE_LIMITED, refusal(videos, format).kind());
      VideoTaskException refused = refusal(videos, format);
      assertEquals(ErrorKind.REJECTED, refused.kind(), refused::getMessage);
      assertTrue(String.valueOf(refused.getMessage()).contains("not like that"));
      for (int i = 0; i < 2; i++) {
        assertInstanceOf(
            SubmitOutcome.Unknown.class, videos.submit(format.request("a kite").build()));
      }
      assertEquals(4, gateway.submits().size());
    }
  }

  private static VideoTaskException refusal(VideoTasks videos, AnswerFormat format) {
    SubmitOutcome outcome = videos.submit(format.request("a kite").build());
    return assertInstanceOf(SubmitOutcome.Rejected.class, outcome).error();
  }

  @ParameterizedTest
  @MethodSource(FORMATS)
  void expiredUrlIsReplacedByAQuery(AnswerFormat format, FakeGateway gateway, @TempDir Path folder)
      throws IOException {
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      TaskRef ref = gateway.add(format, TaskScript.of(Reply.urlExpired(), Reply.completed()));
      Path file = folder.resolve("v.mp4");
      videos.download(ref, file, HOUR);
      assertArrayEquals(SampleVideo.bytes(), Files.readAllBytes(file));
    }
  }

  static Stream<AnswerFormat> listed() {
    return Stream.of(AnswerFormat.values())
        .filter(
            format ->
                format.dialect().gateway().lists().stream()
                    .map(TaskRows::prefix)
                    .anyMatch(
                        prefix -> prefix == null || format.referenceId("1").startsWith(prefix)));
  }

  @ParameterizedTest
  @MethodSource("listed")
  void listHasEveryTaskOnce(AnswerFormat format, FakeGateway gateway) {
    String name = format.dialect().name();
    TaskRef first = gateway.add(format, TaskScript.of(Reply.completed()));
    TaskRef second = gateway.add(format, TaskScript.of(Reply.queued()));
    TaskRef third = gateway.add(format, TaskScript.of(Reply.queued()));
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      videos.query(first);
      List<VideoTask> listed = new ArrayList<>();
      TaskRef after = null;
      do {
        TaskPage page = videos.list(name, 2, after);
        listed.addAll(page.tasks());
        after = page.next();
      } while (after != null && listed.size() < 9);
      assertEquals(List.of(third, second, first), listed.stream().map(VideoTask::ref).toList());
      assertEquals(TaskState.COMPLETED, listed.get(2).state());
    }
  }

  static Stream<AnswerFormat> asksForMany() {
    return Stream.of(AnswerFormat.values())
        .filter(format -> format.dialect().gateway().group(format.referenceId("1")) != null);
  }

  @ParameterizedTest
  @MethodSource("asksForMany")
  void manyTasksArePolledWithFewRequestsAndEachGetsItsOwnEnd(
      AnswerFormat format, FakeGateway gateway) {
    int tasks = 40;
    List<TaskRef> refs = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      refs.add(
          gateway.add(
              format,
              i % 10 == 7
                  ? TaskScript.of(Reply.inProgress(5), Reply.badGateway(), Reply.failed("no " + i))
                  : TaskScript.of(Reply.queued(), Reply.inProgress(40), Reply.completed())));
    }
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      Map<TaskRef, VideoTask> ends = videos.awaitAll(refs, HOUR).orThrow();
      for (int i = 0; i < tasks; i++) {
        VideoTask end = ends.get(refs.get(i));
        assertEquals(
            i % 10 == 7 ? TaskState.FAILED : TaskState.COMPLETED, end == null ? null : end.state());
        if (end instanceof VideoTask.Ended failed) {
          assertEquals("no " + i, failed.failure().message());
        }
      }
    }
    List<RecordedRequest> queries =
        gateway.requests().stream()
            .filter(request -> request.operation() == RecordedRequest.Operation.QUERY)
            .toList();
    long together = queries.stream().filter(request -> request.task() == null).count();
    TaskGroup group = format.dialect().gateway().group(format.referenceId("1"));
    boolean endsAlone = group != null && group.endsAlone();
    assertTrue(together >= 3, together + " of " + queries.size());
    // A task is asked for alone where its row is missing, and where a row is not enough for an end.
    assertTrue(queries.size() < tasks * (endsAlone ? 3 : 2), queries.size() + " queries");
  }

  static Stream<AnswerFormat> cancelled() {
    return Stream.of(AnswerFormat.values())
        .filter(format -> format.dialect().paths().containsKey("cancel"));
  }

  @ParameterizedTest
  @MethodSource("cancelled")
  void queuedTaskIsCancelledAndAnEndedOneIsNot(AnswerFormat format, FakeGateway gateway)
      throws IOException, InterruptedException {
    TaskRef queued = gateway.add(format, TaskScript.of(Reply.queued()));
    TaskRef done = gateway.add(format, TaskScript.of(Reply.completed()));
    TaskRef running = gateway.add(format, TaskScript.of(Reply.inProgress(10)));
    try (VideoTasks videos = gateway.client(format.dialect()).build()) {
      videos.query(done);
      videos.query(running);

      int accepted = cancel(gateway, format, queued);
      int late = cancel(gateway, format, done);
      int begun = cancel(gateway, format, running);

      assertEquals(2, accepted / 100);
      assertEquals(TaskState.CANCELLED, videos.await(queued, HOUR).state());
      boolean record = format.dialect().paths().containsKey("delete");
      if (record) { // one request for both: it deletes what has ended
        assertEquals(200, late);
        assertThrows(VideoTaskException.class, () -> videos.query(done));
      } else {
        assertEquals(format.answer("too-late").status(), late);
        assertEquals(TaskState.COMPLETED, videos.query(done).state());
      }
      boolean onlyQueued = format.dialect().gateway().cancelsOnlyQueued();
      assertEquals(onlyQueued ? format.answer("too-late").status() : accepted, begun);
      assertEquals(
          3,
          gateway.requests().stream()
              .filter(
                  request ->
                      request.operation() == RecordedRequest.Operation.CANCEL
                          || request.operation() == RecordedRequest.Operation.DELETE)
              .count());
    }
  }

  /** Sends what the folder says, without the library. */
  private static int cancel(FakeGateway gateway, AnswerFormat format, TaskRef ref)
      throws IOException, InterruptedException {
    Dialect dialect = format.dialect();
    String[] template = dialect.paths().getOrDefault("cancel", "").split(" ", 2);
    String id = dialect.gateway().wireId(ref.id());
    String kind = ref.id().substring(0, Math.max(0, ref.id().length() - id.length() - 1));
    String path =
        template[1]
            .replaceFirst("\\{[^}]+}$|\\{[^}]+}(?=[^{]*$)", id)
            .replaceAll("\\{[^}]+}", kind);
    var header = dialect.gateway().keyHeader(gateway.baseUrl());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(gateway.baseUrl() + path))
            .method(template[0], HttpRequest.BodyPublishers.noBody())
            .header(header.name(), header.prefix() + FakeGateway.KEY)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
