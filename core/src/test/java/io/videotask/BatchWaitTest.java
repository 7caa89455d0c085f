package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.AuthenticationException;
import io.videotask.error.VideoTaskException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waits for many tasks in one call, over real HTTP. */
class BatchWaitTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final MockWebServer server = new MockWebServer();
  private final AtomicInteger requests = new AtomicInteger();
  private VideoTasks videos = VideoTasks.builder().gateway(gateway("https://x.example")).build();

  private static Gateway gateway(String url) {
    return Gateway.newApi(url, ApiKey.of("sk-canary-1"));
  }

  /** The prefix of a task's id determines its end; {@code running} never ends. */
  @BeforeEach
  void start() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            requests.incrementAndGet();
            String id = request.getTarget().replaceFirst(".*/", "");
            if (id.startsWith("locked")) {
              return new MockResponse.Builder().code(401).body("{}").build();
            }
            String status =
                id.startsWith("done")
                    ? "SUCCESS"
                    : id.startsWith("failed") ? "FAILURE" : "IN_PROGRESS";
            return new MockResponse.Builder()
                .body(
                    "{\"code\":\"success\",\"data\":{\"task_id\":\""
                        + id
                        + "\",\"status\":\""
                        + status
                        + "\",\"fail_reason\":\"the prompt is too long\"}}")
                .build();
          }
        });
    server.start();
    videos =
        VideoTasks.builder()
            .gateway(gateway(server.url("/").toString()))
            .schedule(Schedule.fixed(Duration.ofMillis(50)))
            .build();
  }

  @AfterEach
  void stop() {
    videos.close();
    server.close();
  }

  private static List<TaskRef> refs(String... ids) {
    List<TaskRef> refs = new ArrayList<>();
    for (String id : ids) {
      refs.add(new TaskRef("new-api", id));
    }
    return refs;
  }

  @Test
  void passesEachTaskOnAsItEndsOnTheCallersThread() {
    List<TaskRef> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(new TaskRef("new-api", (i % 10 == 0 ? "failed-" : "done-") + i));
    }
    List<VideoTask> ended = new ArrayList<>();
    Thread caller = Thread.currentThread();

    Map<TaskRef, RuntimeException> notEnded =
        videos.awaitEach(
            many,
            LONG,
            task -> {
              assertSame(caller, Thread.currentThread());
              ended.add(task);
            });

    assertEquals(Map.of(), notEnded);
    assertEquals(1000, ended.stream().map(VideoTask::ref).distinct().count());
    assertEquals(100, ended.stream().filter(task -> task.state() == TaskState.FAILED).count());
    assertEquals(1000, requests.get());
  }

  @Test
  void reportsFailedWaitsTaskByTask() {
    List<TaskRef> refs = refs("running-1", "done-1", "locked-1");
    List<VideoTask> ended = new ArrayList<>();

    Map<TaskRef, RuntimeException> notEnded =
        videos.awaitEach(refs, Duration.ofSeconds(2), ended::add);

    assertEquals(1, ended.size());
    assertInstanceOf(WaitTimedOutException.class, notEnded.get(refs.get(0)));
    assertInstanceOf(AuthenticationException.class, notEnded.get(refs.get(2)));
    assertEquals(2, notEnded.size());
  }

  @Test
  void aThrowingConsumerStopsTheOtherWaits() {
    assertThrows(
        IllegalStateException.class,
        () ->
            videos.awaitEach(
                refs("running-1", "done-1"),
                LONG,
                task -> {
                  throw new IllegalStateException("the caller's");
                }));

    assertPollingStops();
  }

  @Test
  void returnsAllInTheGivenOrder() {
    List<TaskRef> refs = refs("done-3", "failed-1", "done-2", "done-3");

    AwaitedTasks tasks = videos.awaitAll(refs, LONG);

    assertEquals(refs.subList(0, 3), List.copyOf(tasks.orThrow().keySet()));
    assertEquals(3, requests.get(), "a task that is given twice is asked for once");
  }

  @Test
  void orThrowThrowsTheFirstFailureAndSuppressesTheOthers() {
    AwaitedTasks tasks = videos.awaitAll(refs("locked-1", "done-1", "locked-2"), LONG);

    assertEquals(1, tasks.ended().size());
    VideoTaskException reason = assertThrows(VideoTaskException.class, tasks::orThrow);
    assertTrue(String.valueOf(reason.getMessage()).contains("locked-1"), reason::getMessage);
    assertEquals(1, reason.getSuppressed().length);
  }

  @Test
  void acceptsNoTasksExceptForAny() {
    assertEquals(Map.of(), videos.awaitAll(List.of(), LONG).orThrow());
    assertEquals(Map.of(), videos.awaitEach(List.of(), LONG, task -> {}));
    assertThrows(IllegalArgumentException.class, () -> videos.awaitAny(List.of(), LONG));
  }

  @Test
  void anyReturnsTheFirstAndStopsTheOtherWaits() {
    VideoTask task = videos.awaitAny(refs("running-1", "failed-1", "running-2"), LONG);

    assertEquals("failed-1", task.ref().id());
    assertPollingStops();
  }

  @Test
  void anyThrowsWhereAllWaitsFail() {
    VideoTaskException thrown =
        assertThrows(
            VideoTaskException.class, () -> videos.awaitAny(refs("locked-1", "locked-2"), LONG));

    assertNotNull(thrown.task());
    assertEquals(1, thrown.getSuppressed().length);
  }

  @Test
  void cancellingStopsAllWaits() {
    CompletableFuture<AwaitedTasks> all =
        videos.awaitAllAsync(refs("running-1", "running-2"), LONG);

    assertTrue(all.cancel(true));

    assertPollingStops();
  }

  @Test
  void anInterruptNamesTheTasks() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                videos.awaitAll(refs("running-1", "running-2", "running-3", "running-4"), LONG);
              } catch (WaitInterruptedException e) {
                thrown.complete(Thread.currentThread().isInterrupted() ? e : null);
              }
            });
    waiting.start();
    waiting.interrupt();

    String message = String.valueOf(thrown.get(30, TimeUnit.SECONDS).getMessage());

    assertTrue(message.contains("new-api:running-1"), message);
    assertTrue(message.contains("and 1 more"), message);
  }

  @Test
  void sendsNothingWhereOneTaskHasAnUnknownGateway() {
    List<TaskRef> refs = new ArrayList<>(refs("done-1"));
    refs.add(TaskRef.parse("other:1"));

    assertThrows(IllegalArgumentException.class, () -> videos.awaitAll(refs, LONG));
    assertThrows(
        IllegalArgumentException.class, () -> videos.awaitAll(refs("done-1"), Duration.ZERO));

    assertEquals(0, requests.get());
  }

  /** Asserts that no requests are sent in a time in which an open wait would have sent several. */
  private void assertPollingStops() {
    CompletableFuture<VideoTask> clock =
        videos.awaitAsync(new TaskRef("new-api", "running-clock"), Duration.ofMillis(100));
    assertThrows(Exception.class, clock::get);
    int before = requests.get();
    CompletableFuture<VideoTask> later =
        videos.awaitAsync(new TaskRef("new-api", "running-later"), Duration.ofMillis(300));
    assertThrows(Exception.class, later::get);
    int after = requests.get();
    assertFalse(after - before > 10, () -> after - before + " requests where one task is open");
  }
}
