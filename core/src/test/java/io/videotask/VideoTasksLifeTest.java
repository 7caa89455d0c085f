package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.ClientClosedException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interruption, cancelling, closing, and the end of the program. */
class VideoTasksLifeTest {
  private static final TaskRef TASK = TaskRef.parse("new-api:task_1");
  private static final Duration HOUR = Duration.ofHours(1);

  /** At once, on a machine that has other things to do too; what is broken takes 30 s and more. */
  private static final Duration PROMPT = Duration.ofSeconds(4);

  private static final String QUEUED = "{\"task_id\":\"task_1\",\"status\":\"QUEUED\"}";

  private final MockWebServer server = new MockWebServer();
  private final CountDownLatch requestOver = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private VideoTasksBuilder builder() {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server.url("/").toString(), ApiKey.of("sk-canary-1")))
        .requestListener(exchange -> requestOver.countDown());
  }

  private void hangs() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
  }

  private void says(String body) {
    server.enqueue(new MockResponse.Builder().body(body).build());
  }

  @Test
  void anInterruptedThreadIsBackAtOnceAndTheRequestIsGone() throws Exception {
    isBackAtOnceWhenInterrupted(videos -> videos.await(TASK, HOUR));
  }

  @Test
  void aThreadThatIsInterruptedInAQueryIsBackAtOnceAndTheRequestIsGone() throws Exception {
    isBackAtOnceWhenInterrupted(videos -> videos.query(TASK));
  }

  private void isBackAtOnceWhenInterrupted(Consumer<VideoTasks> call) throws Exception {
    hangs();
    try (VideoTasks videos = builder().build()) {
      AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
      AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
      Thread waiting =
          new Thread(
              () -> {
                try {
                  call.accept(videos);
                } catch (Throwable e) {
                  thrown.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      server.takeRequest();

      waiting.interrupt();
      waiting.join(PROMPT.toMillis());

      assertFalse(waiting.isAlive());
      assertEquals(TASK, assertInstanceOf(WaitInterruptedException.class, thrown.get()).task());
      assertEquals(true, flag.get());
      assertTrue(requestOver.await(PROMPT.toSeconds(), TimeUnit.SECONDS), "the socket is closed");
    }
  }

  @Test
  void aThreadThatIsInterruptedAlreadyDoesNotWait() {
    hangs();
    try (VideoTasks videos = builder().build()) {
      Thread.currentThread().interrupt();
      assertThrows(WaitInterruptedException.class, () -> videos.await(TASK, HOUR));
      assertTrue(Thread.interrupted(), "the flag is still set");
    }
  }

  @Test
  void aThreadThatIsInterruptedAlreadyDoesNotAsk() {
    hangs();
    try (VideoTasks videos = builder().build()) {
      Thread.currentThread().interrupt();
      assertThrows(WaitInterruptedException.class, () -> videos.query(TASK));
      assertTrue(Thread.interrupted(), "the flag is still set");
    }
  }

  @Test
  void closingEndsAQueryThatAnotherThreadMakes() throws Exception {
    hangs();
    VideoTasks videos = builder().build();
    CompletableFuture<VideoTask> asking = CompletableFuture.supplyAsync(() -> videos.query(TASK));
    server.takeRequest();

    videos.close();

    ExecutionException e =
        assertThrows(
            ExecutionException.class, () -> asking.get(PROMPT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(TASK, assertInstanceOf(ClientClosedException.class, e.getCause()).task());
  }

  @Test
  void anInterceptorThatHangsDoesNotKeepTheThreadThatAsks() {
    CountDownLatch never = new CountDownLatch(1);
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  awaitQuietly(never);
                  return chain.proceed(chain.request());
                })
            .build();
    try (VideoTasks videos =
        builder().httpClient(own).requestTimeout(Duration.ofMillis(50)).build()) {
      assertThrows(VideoTaskException.class, () -> videos.query(TASK));
    } finally {
      never.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTimeOutOfARequestIsNoInterruption() {
    hangs();
    hangs();
    hangs();
    try (VideoTasks videos = builder().requestTimeout(Duration.ofMillis(100)).build()) {
      assertThrows(RuntimeException.class, () -> videos.query(TASK));
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void cancellingTheFutureCancelsTheRequest() throws Exception {
    hangs();
    try (VideoTasks videos = builder().build()) {
      CompletableFuture<VideoTask> wait = videos.awaitAsync(TASK, HOUR);
      server.takeRequest();

      wait.cancel(true);

      assertTrue(requestOver.await(PROMPT.toSeconds(), TimeUnit.SECONDS), "the socket is closed");
    }
  }

  @Test
  void closingEndsEveryWaitTyped() throws Exception {
    hangs();
    says(QUEUED);
    VideoTasks videos = builder().build();
    CompletableFuture<VideoTask> asking = videos.awaitAsync(TASK, HOUR);
    server.takeRequest();
    TaskRef another = TaskRef.parse("new-api:task_2");
    CompletableFuture<VideoTask> idle = videos.awaitAsync(another, HOUR);
    server.takeRequest();

    videos.close();
    videos.close();

    Map<TaskRef, CompletableFuture<VideoTask>> waits = Map.of(TASK, asking, another, idle);
    for (Map.Entry<TaskRef, CompletableFuture<VideoTask>> wait : waits.entrySet()) {
      ExecutionException e =
          assertThrows(
              ExecutionException.class,
              () -> wait.getValue().get(PROMPT.toSeconds(), TimeUnit.SECONDS));
      ClientClosedException closed = assertInstanceOf(ClientClosedException.class, e.getCause());
      assertEquals(wait.getKey(), closed.task());
    }
    assertThrows(IllegalStateException.class, () -> videos.query(TASK));
    assertThrows(IllegalStateException.class, () -> videos.awaitAsync(TASK, HOUR));
    videos.pollNow(TASK);
  }

  @Test
  void pollNowSendsAQueryAtOnce() throws Exception {
    says(QUEUED);
    says("{\"task_id\":\"task_1\",\"status\":\"SUCCESS\"}");
    CountDownLatch seen = new CountDownLatch(1);
    PollListener<VideoTask> listener =
        new PollListener<>() {
          @Override
          public void onAnswer(VideoTask snapshot) {
            seen.countDown();
          }
        };
    try (VideoTasks videos = builder().schedule(Schedule.fixed(HOUR)).listener(listener).build()) {
      CompletableFuture<VideoTask> wait = videos.awaitAsync(TASK, HOUR);
      assertTrue(seen.await(20, TimeUnit.SECONDS));

      videos.pollNow(TaskRef.parse("new-api:another"));
      videos.pollNow(TASK);

      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  @Test
  void whatHangsOnADeletionMayWaitForAnAnswer() throws Exception {
    says("");
    says("{\"id\":\"video_2\",\"object\":\"video\",\"status\":\"queued\"}");
    Gateway gateway = Gateway.openAiVideos(server.url("/").toString(), ApiKey.of("sk-canary-1"));
    try (VideoTasks videos = VideoTasks.builder().gateway(gateway).build()) {
      CompletableFuture<VideoTask> other =
          videos
              .deleteAsync(TaskRef.parse("openai-videos:video_1"))
              .thenApply(deleted -> videos.query(TaskRef.parse("openai-videos:video_2")));

      assertEquals(TaskState.QUEUED, other.get(20, TimeUnit.SECONDS).state());
    }
  }

  @Test
  void whatIsChangedOnABuilderAfterwardsChangesNoClient() {
    List<VideoTask> heard = Collections.synchronizedList(new ArrayList<>());
    says("{\"task_id\":\"task_1\",\"status\":\"SUCCESS\"}");
    VideoTasksBuilder builder = builder();
    try (VideoTasks videos = builder.build()) {
      builder
          .schedule(Schedule.fixed(HOUR))
          .failureBudget(new FailureBudget(1, Duration.ZERO))
          .requestTimeout(Duration.ofMillis(1))
          .listener(
              new PollListener<>() {
                @Override
                public void onAnswer(VideoTask snapshot) {
                  heard.add(snapshot);
                }
              });

      videos.await(TASK, Duration.ofSeconds(10));
      assertEquals(List.of(), heard);
    }
  }

  @Test
  void aCallersMistakeIsAnIllegalArgument() {
    try (VideoTasks videos = builder().build()) {
      TaskRef stranger = TaskRef.parse("nobody:task_1");
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> videos.query(stranger))
                  .getMessage());
      assertTrue(message.contains("nobody") && message.contains("new-api"), message);
      assertThrows(IllegalArgumentException.class, () -> videos.awaitAsync(stranger, HOUR));
      assertThrows(IllegalArgumentException.class, () -> videos.awaitAsync(TASK, Duration.ZERO));
    }
    assertThrows(IllegalArgumentException.class, () -> VideoTasks.builder().build());
    VideoTasksBuilder builder = builder();
    Gateway plain = Gateway.newApi("http://api.example.com", ApiKey.of("sk-a"));
    assertThrows(IllegalArgumentException.class, () -> builder.gateway(plain));
    Gateway twin = Gateway.newApi("https://api.example.com", ApiKey.of("sk-a"));
    assertThrows(IllegalArgumentException.class, () -> builder.gateway(twin));
    for (Duration none :
        new Duration[] {
          Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(1), Duration.ofDays(25)
        }) {
      assertThrows(IllegalArgumentException.class, () -> builder.requestTimeout(none));
    }
    assertThrows(IllegalArgumentException.class, () -> builder.maxBodyBytes(0));
    for (double rate : new double[] {0, -1, Double.NaN, 1e-9}) {
      assertThrows(IllegalArgumentException.class, () -> builder.maxRequestsPerSecond(rate));
    }
  }

  @Test
  void aClientWithoutAShareOfTheRateLimitSendsOnceItHasOne() throws Exception {
    says(QUEUED);
    says("{\"task_id\":\"task_2\"}");
    try (VideoTasks videos = builder().maxRequestsPerSecond(1000).build()) {
      videos.rateLimitShare(0);
      // The first slot of the limit has come already.
      videos.query(TASK);
      CompletableFuture<SubmitOutcome> submit =
          videos.submitAsync(VideoRequest.of("a kite").model("kling-v1").build());
      assertFalse(submit.isDone());

      videos.rateLimitShare(0.5);

      assertEquals(TaskRef.parse("new-api:task_2"), submit.get(30, TimeUnit.SECONDS).orThrow());
      assertThrows(IllegalArgumentException.class, () -> videos.rateLimitShare(2));
    }
  }

  @Test
  void anEndlessTimeOutIsPossible() {
    says(QUEUED);
    says("{\"task_id\":\"task_1\",\"status\":\"SUCCESS\"}");
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    try (VideoTasks videos = builder().requestTimeout(Duration.ofDays(24)).build()) {
      assertEquals(TaskState.QUEUED, videos.query(TASK).state());
      assertEquals(TaskState.COMPLETED, videos.await(TASK, endless).state());
    }
  }

  @Test
  void theProgramEndsAlthoughNobodyClosedTheClient() throws Exception {
    says(QUEUED);
    hangs();
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "io.videotask.ForgetfulProgram",
                server.url("/").toString())
            .redirectErrorStream(true)
            .start();
    String printed =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertTrue(child.waitFor(PROMPT.toSeconds(), TimeUnit.SECONDS));
    assertEquals(0, child.exitValue(), printed);
    long returned = Long.parseLong(printed.strip());
    assertTrue(System.currentTimeMillis() - returned < PROMPT.toMillis(), printed);
  }
}
