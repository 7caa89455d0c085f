package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.callback.CallbackReceiver;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.http.RequestListener;
import io.videotask.internal.http.HttpTransport;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations end while no thread for callbacks can be started. */
class ThreadShortageTest {
  private static final TaskRef TASK = TaskRef.parse("openai-videos:video_1");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("m").build();

  private final MockWebServer server = new MockWebServer();
  private volatile boolean scarce;

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(mockwebserver3.RecordedRequest request) {
            return new MockResponse.Builder()
                .body(
                    "{\"id\":\"video_1\",\"object\":\"video\",\"status\":\"completed\",\"data\":[]}")
                .build();
          }
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void operationsThatCanNotBeginFailAtOnceAndSendNothing(@TempDir Path dir) {
    scarce = true;
    try (VideoTasks videos = client()) {
      VideoTask.Completed task = assertInstanceOf(VideoTask.Completed.class, videos.query(TASK));
      DownloadTarget target = DownloadTarget.file(dir.resolve("video.mp4"));
      DownloadOptions options = DownloadOptions.DEFAULT;
      List<CompletableFuture<?>> begun =
          List.of(
              videos.queryAsync(TASK),
              videos.listAsync("openai-videos", 5, null),
              videos.deleteAsync(TASK),
              videos.awaitAsync(TASK, TIMEOUT),
              videos.downloadAsync(TASK, target, options),
              videos.downloadAsync(task, target, options));

      for (CompletableFuture<?> each : begun) {
        UnreachableException failure = failure(each);
        assertTrue(failure.toString().contains("no thread"), failure::toString);
        assertEquals(Retry.ALWAYS, failure.retry());
        assertEquals(failure.task() != null, failure.canWaitAgain());
      }
      assertTrue(failure(videos.submitAsync(REQUEST)).toString().contains("nothing was sent"));
      assertThrows(UnreachableException.class, () -> videos.await(TASK, TIMEOUT));
      assertInstanceOf(
          UnreachableException.class, videos.awaitAll(List.of(TASK), TIMEOUT).notEnded().get(TASK));
    }
    assertEquals(1, server.getRequestCount());
  }

  @Test
  void operationsThatHaveBegunEndInTimeWithoutAThreadToSendThem() throws Exception {
    try (VideoTasks videos = client()) {
      videos.submitAsync(REQUEST).get(20, TimeUnit.SECONDS);
      scarce = true;

      for (CompletableFuture<?> each :
          List.of(videos.queryAsync(TASK), videos.awaitAsync(TASK, Duration.ofMillis(200)))) {
        ExecutionException thrown =
            assertThrows(ExecutionException.class, () -> each.get(20, TimeUnit.SECONDS));
        assertInstanceOf(WaitTimedOutException.class, thrown.getCause());
      }
    }
  }

  @Test
  void aStoredWaitGoesOnWithoutAThread() {
    scarce = true;
    try (VideoTasks videos = client()) {
      WaitStep.PollAgain begun = videos.resumable().begin(TASK, TIMEOUT);
      WaitStep.PollAgain again =
          assertInstanceOf(WaitStep.PollAgain.class, videos.resumable().step(begun.state()));

      assertInstanceOf(UnreachableException.class, again.failure());
      assertEquals(0, server.getRequestCount());
      scarce = false;
      assertInstanceOf(WaitStep.Ended.class, videos.resumable().step(again.state()));
    }
  }

  @Test
  void operationsOnTheCallersThreadNeedNoOther() {
    scarce = true;
    try (VideoTasks videos = client()) {
      assertEquals(TaskState.COMPLETED, videos.query(TASK).state());
      assertInstanceOf(SubmitOutcome.Accepted.class, videos.submit(REQUEST));
    }
  }

  @Test
  void aClientThatHasBegunOnceNeedsNoFurtherThreadToEndOperations() throws Exception {
    try (VideoTasks videos = client()) {
      videos.submitAsync(REQUEST).get(20, TimeUnit.SECONDS);
      scarce = true;

      assertInstanceOf(
          SubmitOutcome.Accepted.class, videos.submitAsync(REQUEST).get(20, TimeUnit.SECONDS));
      videos.deleteAsync(TASK).handle((done, thrown) -> true).get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void aCallbackThatCameEarlyIsKeptForTheNextWaitIfThisOneCanNotBegin() throws Exception {
    CallbackReceiver receiver =
        CallbackReceiver.builder("https://app.example.com/callbacks", "a secret of ours").build();
    scarce = true;
    try (VideoTasks videos = client(Schedule.fixed(Duration.ofHours(1)), receiver)) {
      assertInstanceOf(SubmitOutcome.Accepted.class, videos.submit(REQUEST));
      receiver.tasks().wake("openai-videos", null, TASK, true);
      failure(videos.awaitAsync(TASK, TIMEOUT));
      scarce = false;

      // Without the callback, a new task is polled for by the schedule only.
      VideoTask task = videos.awaitAsync(TASK, TIMEOUT).get(20, TimeUnit.SECONDS);

      assertEquals(TaskState.COMPLETED, task.state());
      assertNull(receiver.tasks().takeEarly(TASK));
    }
  }

  private static UnreachableException failure(CompletableFuture<?> begun) {
    assertTrue(begun.isDone());
    ExecutionException thrown = assertThrows(ExecutionException.class, begun::get);
    return assertInstanceOf(UnreachableException.class, thrown.getCause());
  }

  private VideoTasks client() {
    return client(Schedule.fixed(Duration.ofSeconds(1)), null);
  }

  private VideoTasks client(Schedule schedule, @Nullable CallbackReceiver callbacks) {
    ClientSettings settings =
        new ClientSettings(
            List.of(Gateway.openAiVideos(server.url("/").toString(), ApiKey.of("sk-canary"))),
            null,
            null,
            new HttpTransport.Limits(Duration.ofSeconds(1), HttpTransport.MAX_BODY_BYTES),
            Double.POSITIVE_INFINITY,
            Map.of(),
            schedule,
            null,
            null,
            RequestListener.NONE,
            OperationListener.NONE,
            null,
            null,
            new Random(1),
            callbacks);
    return new VideoTasks(
        settings,
        new ClientRuntime(
            settings,
            thread -> {
              if (scarce) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              thread.start();
            }));
  }
}
