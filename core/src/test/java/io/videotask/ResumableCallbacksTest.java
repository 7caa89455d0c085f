package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Gateway;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;

/** Callbacks and waits that are stored between their polls, over real HTTP and on virtual time. */
class ResumableCallbacksTest extends ResumableWaitsFixture {
  /** Returns a receiver that expects a callback for the task, in this process. */
  private CallbackReceiver receiver() {
    CallbackReceiver receiver =
        CallbackReceiver.builder("https://app.example.com/callbacks", "a secret of the application")
            .time(time)
            .build();
    receiver.register("submit-1", TASK);
    return receiver;
  }

  private VideoTasks client(CallbackReceiver receiver) {
    return client(receiver, Schedule.fixed(TEN_SECONDS));
  }

  private VideoTasks client(CallbackReceiver receiver, Schedule schedule) {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server.url("/").toString(), ApiKey.of("sk-canary-1")))
        .schedule(schedule)
        .time(time)
        .callbacks(receiver)
        .build();
  }

  @Test
  void stateSaysWhetherACallbackIsExpectedAndHasCome() {
    CallbackReceiver receiver = receiver();
    saysRunning();
    try (VideoTasks videos = client(receiver)) {
      WaitStep.PollAgain begun = videos.resumable().begin(TASK, HOUR);
      assertTrue(begun.state().toJson().contains("\"expected\":true"), begun.state()::toJson);
      receiver.tasks().wake("new-api", "submit-1", TASK, true);

      WaitStep.PollAgain again =
          assertInstanceOf(
              WaitStep.PollAgain.class,
              videos.resumable().step(WaitState.parse(begun.state().toJson())));

      assertTrue(again.state().toJson().contains("\"announcedUntil\":120"), again.state()::toJson);
      assertEquals(TEN_SECONDS, again.delay(), "between its steps nothing wakes a stored wait");
    }
    assertFalse(begin(HOUR).state().toJson().contains("callbacks"), "without a receiver");
  }

  @Test
  void callbackBeforeAWaitGoesOnInMemoryIsPolledForAtOnce() throws Exception {
    CallbackReceiver receiver = receiver();
    saysRunning();
    saysDone();
    WaitStep.PollAgain running = assertInstanceOf(WaitStep.PollAgain.class, next(begin(HOUR)));
    try (VideoTasks videos = client(receiver)) {
      receiver.tasks().wake("new-api", "submit-1", TASK, true);

      CompletableFuture<VideoTask> wait =
          videos.resumable().awaitAsync(running.state(), new PollListener<>() {});

      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  private WaitStep.PollAgain pausedByTheServer() {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "60").body("").build());
    return assertInstanceOf(WaitStep.PollAgain.class, next(begin(HOUR)));
  }

  @Test
  void pauseThatTheServerAskedForOutlivesTheProcess() throws Exception {
    CallbackReceiver receiver = receiver();
    WaitStep.PollAgain paused = pausedByTheServer();
    assertEquals(NextPoll.Reason.RETRY_AFTER, paused.state().reason());
    WaitState saved = WaitState.parse(paused.state().toJson());
    saysDone();

    try (VideoTasks videos = client(receiver)) {
      CompletableFuture<VideoTask> wait =
          videos.resumable().awaitAsync(saved, new PollListener<>() {});
      receiver.tasks().wake("new-api", "submit-1", TASK, true);
      time.advance(Duration.ofSeconds(59));
      assertEquals(1, server.getRequestCount(), "no callback shortens the pause");
      WaitState again = videos.resumable().stateOf(TASK);
      assertNotNull(again);
      assertEquals(NextPoll.Reason.RETRY_AFTER, again.reason());
      time.advance(Duration.ofSeconds(2));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  @Test
  void callbackBeforeTheWaitGoesOnDoesNotShortenThePauseEither() throws Exception {
    CallbackReceiver receiver = receiver();
    WaitState saved = WaitState.parse(pausedByTheServer().state().toJson());
    saysDone();

    try (VideoTasks videos = client(receiver)) {
      receiver.tasks().wake("new-api", "submit-1", TASK, true);
      CompletableFuture<VideoTask> wait =
          videos.resumable().awaitAsync(saved, new PollListener<>() {});
      time.advance(Duration.ofSeconds(59));
      assertEquals(1, server.getRequestCount(), "no callback shortens the pause");
      time.advance(Duration.ofSeconds(2));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  /** Waits in steps for a task whose callback comes, or does not, and returns its end. */
  private void endInSteps(VideoTasks videos, CallbackReceiver receiver, boolean callback) {
    receiver.register("submit-1", TASK);
    saysRunning();
    saysDone();
    WaitState begun = videos.resumable().begin(TASK, HOUR).state();
    WaitStep.PollAgain running =
        assertInstanceOf(WaitStep.PollAgain.class, videos.resumable().step(begun));
    if (callback) {
      receiver.tasks().wake("new-api", "submit-1", TASK, true);
    }
    assertInstanceOf(WaitStep.Ended.class, videos.resumable().step(running.state()));
  }

  /** Returns the delay to the second poll of a wait in memory for a task with a callback. */
  private Duration intervalInMemory(VideoTasks videos, CallbackReceiver receiver) throws Exception {
    TaskRef other = TaskRef.parse("new-api:task_2");
    receiver.register("submit-2", other);
    answers(200, "{\"code\":\"success\",\"data\":{\"task_id\":\"task_2\",\"status\":\"QUEUED\"}}");
    CompletableFuture<Duration> interval = new CompletableFuture<>();
    CompletableFuture<VideoTask> wait =
        videos.awaitAsync(
            other,
            HOUR,
            new PollListener<>() {
              @Override
              public void onNextPoll(NextPoll next) {
                if (next.reason() == NextPoll.Reason.SCHEDULE) {
                  interval.complete(next.delay());
                }
              }
            });
    Duration chosen = interval.get(20, TimeUnit.SECONDS);
    wait.cancel(true);
    return chosen;
  }

  @Test
  void endsFoundInStepsTellWhetherCallbacksAreReliable() throws Exception {
    CallbackReceiver receiver = receiver();
    Schedule tenSecondsWithoutCallbacks =
        (context, random) -> context.missRate() < 1 ? HOUR : TEN_SECONDS;
    try (VideoTasks videos = client(receiver, tenSecondsWithoutCallbacks)) {
      assertEquals(TEN_SECONDS, intervalInMemory(videos, receiver));
      for (int i = 0; i < 12; i++) {
        endInSteps(videos, receiver, true);
      }
      assertEquals(HOUR, intervalInMemory(videos, receiver), "callbacks are relied on");

      endInSteps(videos, receiver, false);
      time.advance(Duration.ofSeconds(6));
      assertEquals(TEN_SECONDS, intervalInMemory(videos, receiver), "one was missed");
    }
  }
}
