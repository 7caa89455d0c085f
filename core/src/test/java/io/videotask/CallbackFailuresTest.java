package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fails each user callback on the path of a request in every way: the request completes
 * nevertheless, nothing is sent twice or later, and a request that was sent is never reported as
 * not sent.
 */
@Execution(ExecutionMode.CONCURRENT)
class CallbackFailuresTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(200);
  private static final TaskRef TASK = TaskRef.parse("openai-videos:video_1");
  private static final TaskRef OTHER = TaskRef.parse("openai-videos:video_2");

  private final CountDownLatch never = new CountDownLatch(1);
  private final MockWebServer server = new MockWebServer();

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (FailingCallbacks.Callback callback : FailingCallbacks.Callback.values()) {
      for (FailingCallbacks.FailureMode mode : FailingCallbacks.FailureMode.values()) {
        all.add(Arguments.of(callback, mode));
      }
    }
    return all.stream();
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(mockwebserver3.RecordedRequest request) {
            if (request.getUrl().encodedPath().endsWith("/content")) {
              return new MockResponse.Builder()
                  .body("x".repeat(1 << 20))
                  .throttleBody(100, 20, TimeUnit.MILLISECONDS)
                  .build();
            }
            return new MockResponse.Builder()
                .body("{\"id\":\"video_1\",\"object\":\"video\",\"status\":\"queued\",\"data\":[]}")
                .build();
          }
        });
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRequestCompletes(FailingCallbacks.Callback callback, FailingCallbacks.FailureMode mode)
      throws Exception {
    try (VideoTasks videos = client(callback, mode)) {
      VideoRequest request = VideoRequest.of("a kite").model("m").build();
      List<CompletableFuture<?>> sent =
          List.of(
              videos.queryAsync(TASK),
              videos.listAsync("openai-videos", 5, null),
              videos.deleteAsync(TASK));
      CompletableFuture<SubmitOutcome> submit = videos.submitAsync(request);
      FutureTask<Object> onThisThread = new FutureTask<>(() -> videos.query(TASK));
      Thread caller = new Thread(onThisThread);
      caller.setDaemon(true);
      caller.start();

      for (CompletableFuture<?> each : sent) {
        end(each);
      }
      try {
        onThisThread.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertTrue(e.getCause() instanceof VideoTaskException, e::toString);
      }
      Throwable failure = end(submit);
      never.countDown();

      long posts = posts();
      assertTrue(posts <= 1, posts + " were sent");
      if (failure != null) {
        assertEquals(0, posts, "a submit that was sent is not reported as not sent");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDownloadCompletes(FailingCallbacks.Callback callback, FailingCallbacks.FailureMode mode)
      throws Exception {
    try (VideoTasks videos = client(callback, mode)) {
      end(download(videos));

      assertTimersRun(videos);
    }
  }

  @Test
  void dependentsOfADownloadDelayNoTimer() throws Exception {
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(Gateway.openAiVideos(server.url("/").toString(), ApiKey.of("sk-canary")))
            .build()) {
      CompletableFuture<Downloaded> download = download(videos);
      CountDownLatch blocked = new CountDownLatch(1);
      download.whenComplete(
          (video, thrown) -> {
            blocked.countDown();
            FailingCallbacks.hang(never);
          });
      assertTrue(blocked.await(20, TimeUnit.SECONDS));

      assertTimersRun(videos);
    }
  }

  /** Begins a download that its deadline ends, as the server sends too slowly. */
  private CompletableFuture<Downloaded> download(VideoTasks videos) {
    String url = server.url("/v1/videos/video_1/content").toString();
    VideoTask.Completed task =
        new VideoTask.Completed(
            new Observation(
                TASK,
                TaskState.COMPLETED,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                Instant.EPOCH,
                "{}"),
            List.of(
                new VideoResult(
                    url, true, null, null, null, null, null, null, null, null, null, null)));
    return videos.downloadAsync(
        task,
        DownloadTarget.channel(Channels.newChannel(OutputStream.nullOutputStream())),
        DownloadOptions.builder()
            .timeout(Duration.ofMillis(400))
            .stallTimeout(Duration.ofMillis(150))
            .minBytesPerSecond(1 << 20)
            .allowPlainHttp(true)
            .build());
  }

  private static void assertTimersRun(VideoTasks videos) throws Exception {
    assertNotNull(end(videos.awaitAsync(OTHER, Duration.ofMillis(100))));
  }

  private static @Nullable Throwable end(CompletableFuture<?> future) throws Exception {
    try {
      future.get(20, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      assertTrue(e.getCause() instanceof VideoTaskException, e::toString);
      return e.getCause();
    }
  }

  private long posts() throws InterruptedException {
    long posts = 0;
    mockwebserver3.RecordedRequest request = server.takeRequest(50, TimeUnit.MILLISECONDS);
    while (request != null) {
      posts += request.getMethod().equals("POST") ? 1 : 0;
      request = server.takeRequest(0, TimeUnit.MILLISECONDS);
    }
    return posts;
  }

  private VideoTasks client(FailingCallbacks.Callback callback, FailingCallbacks.FailureMode mode) {
    return new FailingCallbacks(callback, mode, never)
        .client(server.url("/").toString(), REQUEST_TIMEOUT);
  }
}
