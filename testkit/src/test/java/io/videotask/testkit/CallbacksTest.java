package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.callback.CallbackEvent;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Dialect;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client, a receiver and a gateway whose vendors call, well or badly. */
@ExtendWith(FakeGatewayExtension.class)
class CallbacksTest {
  private static final Duration END = Duration.ofSeconds(60);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final VideoRequest REQUEST = VideoRequest.of("a kite").model("kling-v1").build();

  private final List<CallbackEvent.Effect> effects =
      Collections.synchronizedList(new ArrayList<>());

  private CallbackReceiver receiver(VirtualTime time) {
    return CallbackReceiver.builder("https://app.example.com/callbacks", "a secret of the tests")
        .time(time)
        .listener(event -> effects.add(event.effect()))
        .build();
  }

  private static TaskScript script() {
    return TaskScript.startingWith(Reply.inProgress(10)).from(END, Reply.completed());
  }

  private VideoTask submitAndAwait(
      FakeGateway gateway, VirtualTime time, TaskScript script, Schedule schedule) {
    CallbackReceiver receiver = receiver(time);
    gateway.sendCallbacksTo(receiver);
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, script);
    try (VideoTasks videos =
        gateway.client(Dialect.NEW_API).callbacks(receiver).schedule(schedule).build()) {
      return awaited(videos, time, REQUEST);
    }
  }

  /** The clock is paused until the wait has begun, or the callbacks would come before it. */
  private static VideoTask awaited(VideoTasks videos, VirtualTime time, VideoRequest request) {
    Runnable resume = time.pause();
    CompletableFuture<VideoTask> wait;
    try {
      wait = videos.awaitAsync(videos.submit(request).orThrow(), HOUR);
    } finally {
      resume.run();
    }
    return wait.join();
  }

  /** Returns the age of the task at the last query. */
  private static Duration seenAt(FakeGateway gateway, VideoTask task) {
    List<RecordedRequest> queries = gateway.queries(task.ref());
    return Duration.between(gateway.submits().get(0).at(), queries.get(queries.size() - 1).at());
  }

  @Test
  void aCallbackEndsTheWaitLongBeforeTheNextPoll(FakeGateway gateway, VirtualTime time) {
    VideoTask task =
        submitAndAwait(
            gateway, time, script().calling(SECOND), Schedule.fixed(Duration.ofMinutes(10)));
    assertEquals(TaskState.COMPLETED, task.state());
    assertEquals(END.plus(SECOND), seenAt(gateway, task));
    assertEquals(1, gateway.queries(task.ref()).size());
    assertEquals(List.of(CallbackEvent.Effect.WOKEN), effects);
    assertTrue(gateway.submits().get(0).body().contains("\"callback_url\":\"https://app.example"));
    assertEquals(200, gateway.callbackReplies().get(0).status());
  }

  @ParameterizedTest
  @CsvSource({"lost, 70", "late, 70", "doubled, 61", "early, 61", "forged, 61"})
  void theEndIsFoundHoweverTheyCome(
      String manner, long seconds, FakeGateway gateway, VirtualTime time) {
    Reply done = Reply.completed();
    TaskScript script =
        switch (manner) {
          case "lost" -> script();
          case "late" -> script().calling(Duration.ofSeconds(90), done);
          case "doubled" -> script().calling(SECOND).calling(END.plusSeconds(2), done);
          case "early" -> script().calling(Duration.ZERO, done).calling(SECOND);
          default -> script().calling(Duration.ofSeconds(15), Reply.failed("no")).calling(SECOND);
        };
    VideoTask task = submitAndAwait(gateway, time, script, Schedule.fixed(Duration.ofSeconds(10)));
    assertEquals(TaskState.COMPLETED, task.state());
    Duration seen = seenAt(gateway, task);
    assertTrue(seen.toSeconds() <= seconds, () -> manner + ": " + seen);
  }

  @Test
  void aCallbackBeforeTheSubmitsAnswerMakesTheFirstPoll(FakeGateway gateway, VirtualTime time) {
    TaskScript script =
        TaskScript.startingWith(Reply.completed()).calling(Duration.ZERO, Reply.completed());
    VideoTask task = submitAndAwait(gateway, time, script, Schedule.learning());
    assertEquals(TaskState.COMPLETED, task.state());
    assertEquals(Duration.ZERO, seenAt(gateway, task));
    assertEquals(List.of(CallbackEvent.Effect.KEPT), effects);
  }

  @Test
  void miniMaxGetsItsChallengeBack(FakeGateway gateway, VirtualTime time) {
    CallbackReceiver receiver = receiver(time);
    gateway.sendCallbacksTo(receiver);
    gateway.onSubmit(AnswerFormat.MINIMAX_V2, script().calling(SECOND));
    try (VideoTasks videos =
        gateway
            .client(Dialect.MINIMAX)
            .callbacks(receiver)
            .schedule(Schedule.fixed(HOUR))
            .build()) {
      VideoRequest request = VideoRequest.of("a kite").model("MiniMax-H3").build();
      assertEquals(TaskState.COMPLETED, awaited(videos, time, request).state());
    }
    assertEquals(List.of(CallbackEvent.Effect.CHALLENGE, CallbackEvent.Effect.WOKEN), effects);
  }

  @Test
  void manyTasksComeOutRightWhateverBecomesOfTheirCallbacks(FakeGateway gateway, VirtualTime time) {
    CallbackReceiver receiver = receiver(time);
    gateway.sendCallbacksTo(receiver);
    Random random = new Random(9);
    try (VideoTasks videos = gateway.client(Dialect.NEW_API).callbacks(receiver).build()) {
      List<TaskRef> refs = new ArrayList<>();
      Runnable resume = time.pause();
      for (int i = 0; i < 60; i++) {
        Duration end = Duration.ofSeconds(30 + random.nextInt(60));
        Reply last = i % 7 == 0 ? Reply.failed("no") : Reply.completed();
        TaskScript script = TaskScript.startingWith(Reply.queued()).from(end, last);
        double dice = random.nextDouble();
        if (dice > 0.3) {
          script = script.calling(SECOND);
        }
        if (dice < 0.4) {
          script = script.calling(end.dividedBy(2), Reply.completed());
        }
        if (dice > 0.8) {
          script = script.calling(Duration.ZERO, Reply.queued()).calling(end.plus(SECOND), last);
        }
        gateway.onSubmit(AnswerFormat.NEW_API_KLING, script);
        refs.add(videos.submit(REQUEST).orThrow());
      }
      var waits = videos.awaitAllAsync(refs, HOUR);
      resume.run();
      var ended = waits.join().orThrow();
      for (int i = 0; i < refs.size(); i++) {
        TaskState expected = i % 7 == 0 ? TaskState.FAILED : TaskState.COMPLETED;
        VideoTask task = ended.get(refs.get(i));
        assertEquals(expected, task == null ? null : task.state());
      }
    }
  }

  @Test
  void aScriptByQueriesHasNoTimesForItsChanges() {
    TaskScript byQuery = TaskScript.of(Reply.queued(), Reply.completed());
    assertThrows(IllegalStateException.class, () -> byQuery.calling(SECOND));
    assertThrows(IllegalArgumentException.class, () -> byQuery.calling(SECOND, Reply.badGateway()));
    assertEquals(1, byQuery.calling(SECOND, Reply.completed()).calls().size());
  }
}
