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
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(FakeGatewayExtension.class)
class FakeGatewayTest {
  private static final Set<TaskState> WAITING = Set.of(TaskState.QUEUED, TaskState.IN_PROGRESS);
  private static final Duration HOUR = Duration.ofHours(1);

  @ParameterizedTest
  @MethodSource("io.videotask.testkit.AnswerFormat#values")
  void everyFormatHasEveryState(AnswerFormat format, FakeGateway gateway) {
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef ref =
          gateway.add(
              format, TaskScript.of(Reply.queued(), Reply.inProgress(30), Reply.completed()));
      // Some gateways have one status for both.
      assertTrue(WAITING.contains(videos.query(ref).state()));
      assertEquals(TaskState.IN_PROGRESS, videos.query(ref).state());
      VideoTask.Completed done = assertInstanceOf(VideoTask.Completed.class, videos.query(ref));
      String url = String.valueOf(done.video().url());
      assertTrue(url.startsWith(gateway.baseUrl()) || url.startsWith("data:"), done.toString());
      assertEquals(TaskState.COMPLETED, videos.query(ref).state(), "the last answer is repeated");
      for (Reply end : Arrays.asList(Reply.failed(), Reply.cancelled(), Reply.expired())) {
        TaskScript script = TaskScript.of(end);
        if (format.has(((Reply.StateReply) end.kind()).state())) {
          assertInstanceOf(VideoTask.Ended.class, videos.query(gateway.add(format, script)));
        } else {
          assertThrows(IllegalArgumentException.class, () -> gateway.add(format, script));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.videotask.testkit.AnswerFormat#values")
  void submitsWaitsAndDownloadsInEveryFormat(
      AnswerFormat format, FakeGateway gateway, @TempDir Path folder) throws IOException {
    byte[] video = SampleVideo.bytes();
    video[4000] = 7;
    gateway.onSubmit(format, TaskScript.of(Reply.queued(), Reply.completed(video)));
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef ref = videos.submit(format.request("a kite").build()).orThrow();
      Path file = folder.resolve("v.mp4");
      videos.download(ref, file, HOUR);
      assertArrayEquals(video, Files.readAllBytes(file));
      assertEquals(1, gateway.submits().size());
      assertEquals(ref, gateway.submits().get(0).task());
      assertTrue(gateway.downloads(ref).size() <= 1, "the bytes may be in the answer");
    }
  }

  @Test
  void repliesByAgeFollowTheClockAndOneTimeRepliesOccurOnce(FakeGateway gateway, VirtualTime time) {
    TaskScript script =
        TaskScript.startingWith(Reply.queued())
            .onceAt(Duration.ofMinutes(1), Reply.badGateway())
            .from(Duration.ofMinutes(2), Reply.inProgress(30))
            .onceAt(Duration.ofMinutes(3), Reply.reset())
            .onceAt(Duration.ofMinutes(4), Reply.tooManyRequests(Duration.ofSeconds(20)))
            .from(Duration.ofMinutes(20), Reply.completed());
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef ref = gateway.add(script);
      assertEquals(TaskState.COMPLETED, videos.await(ref, HOUR).state());
      Duration elapsed = time.elapsed();
      assertTrue(elapsed.compareTo(Duration.ofMinutes(20)) >= 0, elapsed.toString());
      assertTrue(elapsed.compareTo(Duration.ofMinutes(22)) < 0, elapsed.toString());
    }
  }

  @Test
  void waitOnVirtualTimeIsReproducible() {
    Duration[] durations = new Duration[2];
    int[] queries = new int[2];
    for (int i = 0; i < 2; i++) {
      try (VirtualTime time = new VirtualTime();
          FakeGateway gateway = FakeGateway.start(time);
          VideoTasks videos = gateway.client().build()) {
        TaskRef ref =
            gateway.add(
                TaskScript.startingWith(Reply.queued())
                    .from(Duration.ofMinutes(17), Reply.completed()));
        assertEquals(TaskState.COMPLETED, videos.await(ref, HOUR).state());
        durations[i] = time.elapsed();
        queries[i] = gateway.queries(ref).size();
      }
    }
    assertEquals(durations[0], durations[1]);
    assertEquals(queries[0], queries[1]);
  }

  @Test
  void waitOnVirtualTimeTimesOutAtItsDeadline(FakeGateway gateway, VirtualTime time) {
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef ref = gateway.add(TaskScript.of(Reply.inProgress(30)));
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.await(ref, HOUR));
      assertEquals(ErrorKind.TIMED_OUT, e.kind());
      assertEquals(HOUR, time.elapsed());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "NEW_API_SORA, 2",
    "NEW_API_GEMINI, 2",
    "OPENAI_VIDEOS, 2",
    "MINIMAX_V2, 3",
    "NEW_API_KLING, 4",
    "NEW_API_HAILUO, 4",
    "MINIMAX_ANYAPI, 5",
    "MINIMAX_V1, 5",
  })
  void expiredUrlIsRejectedAndTheNextQueryReturnsAValidOne(
      String name, int requests, FakeGateway gateway, @TempDir Path folder) {
    AnswerFormat format = AnswerFormat.valueOf(name);
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef ref = gateway.add(format, TaskScript.of(Reply.urlExpired(), Reply.completed()));
      videos.download(ref, folder.resolve("v.mp4"), HOUR);
      assertEquals(2, gateway.queries(ref).size());
      assertEquals(requests, gateway.downloads(ref).size());
    }
  }

  @Test
  void truncatedDownloadResumes(@TempDir Path folder) throws IOException {
    try (FakeGateway gateway = FakeGateway.builder().videosOnAnotherHost().start();
        VideoTasks videos = gateway.client().build()) {
      byte[] video = SampleVideo.bytes();
      TaskRef ref = gateway.add(TaskScript.of(Reply.completedTruncatedOnce(video)));
      Path file = folder.resolve("v.mp4");
      DownloadOptions options = DownloadOptions.builder().allowPrivateAddresses(true).build();
      videos.download(ref, DownloadTarget.file(file), options);
      assertArrayEquals(video, Files.readAllBytes(file));
      assertEquals("bytes=2048-", gateway.downloads(ref).get(1).headers().get("range"));
      assertFalse(gateway.downloads(ref).stream().anyMatch(RecordedRequest::hasKey));
    }
  }

  @Test
  void submitsUseTheirScriptsInOrderAndAreRejectedWithoutOne(FakeGateway gateway) {
    gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, Reply.badGateway());
    gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued()), Reply.reset());
    try (VideoTasks videos = gateway.client().build()) {
      VideoRequest request = AnswerFormat.OPENAI_VIDEOS.request("a kite").build();
      assertInstanceOf(SubmitOutcome.Unknown.class, videos.submit(request));
      assertInstanceOf(SubmitOutcome.Unknown.class, videos.submit(request));
      assertInstanceOf(SubmitOutcome.Rejected.class, videos.submit(request));
      assertEquals(null, gateway.submits().get(0).task());
      assertTrue(String.valueOf(gateway.submits().get(1).task()).startsWith("openai-videos:"));
    }
  }

  @Test
  void recordedRequestsHaveATimeAndNoKey(FakeGateway gateway, VirtualTime time) {
    TaskRef ref = gateway.add(TaskScript.of(Reply.queued(), Reply.completed()));
    try (VideoTasks videos = gateway.client().build()) {
      videos.await(ref, HOUR);
      VideoTaskException e =
          assertThrows(
              VideoTaskException.class,
              () -> {
                try (VideoTasks other =
                    VideoTasks.builder()
                        .gateway(Gateway.newApi(gateway.baseUrl(), ApiKey.of("sk-other")))
                        .build()) {
                  other.query(ref);
                }
              });
      assertEquals(ErrorKind.AUTHENTICATION, e.kind());
    }
    assertTrue(gateway.queries(ref).get(0).hasKey());
    assertFalse(gateway.queries(ref).get(2).hasKey());
    assertEquals(time.now(), gateway.queries(ref).get(1).at());
    assertFalse(gateway.requests().toString().contains(FakeGateway.KEY));
    assertFalse(gateway.requests().toString().contains("sk-other"));
  }

  @Test
  void missingTaskIsNotFoundInEveryDialect(FakeGateway gateway) {
    try (VideoTasks videos = gateway.client().build()) {
      for (Dialect dialect : BookkeepingTest.FORMATTED) {
        TaskRef ref = new TaskRef(dialect.name(), "task_9");
        VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));
        assertEquals(ErrorKind.NOT_FOUND, e.kind());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.videotask.testkit.AnswerFormat#values")
  void taskIsMissingInTheWordsOfItsGateway(AnswerFormat format, FakeGateway gateway) {
    try (VideoTasks videos = gateway.client().build()) {
      TaskRef unknown = new TaskRef(format.dialect().name(), format.referenceId("42"));
      TaskRef scripted =
          gateway.add(format, TaskScript.of(Reply.notFound().withHeader("X-Trace", "1")));
      for (TaskRef ref : Arrays.asList(unknown, scripted)) {
        if (saysMissingByItsState(format)) {
          assertEquals(TaskState.EXPIRED, videos.query(ref).state());
          continue;
        }
        VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));
        assertEquals(ErrorKind.NOT_FOUND, e.kind(), e::getMessage);
        assertEquals(ref, e.task());
      }
      gateway.answerAlways(Reply.notFound());
      if (saysMissingByItsState(format)) {
        return;
      }
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(unknown));
      assertEquals(ErrorKind.NOT_FOUND, e.kind(), e::getMessage);
    }
  }

  /** A gateway may say of an id that it does not know what it says of a task that is too old. */
  static boolean saysMissingByItsState(AnswerFormat format) {
    return format.answer("not-found").status() == 200
        && format.answer("not-found").body().contains("${id}");
  }
}
