package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.TaskNotFoundException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Waits that are stored between their polls, over real HTTP and on virtual time. */
class ResumableWaitsTest extends ResumableWaitsFixture {
  @Test
  void goesOnInOtherProcessesUntilTheTaskHasEnded() {
    saysRunning();
    answers(503, "");
    saysDone();

    WaitStep.PollAgain first = begin(HOUR);
    assertEquals(Duration.ZERO, first.delay());
    WaitStep.PollAgain second = assertInstanceOf(WaitStep.PollAgain.class, next(first));
    VideoTask seen = second.seen();
    assertNotNull(seen);
    assertEquals(30, seen.progress());
    assertEquals(TEN_SECONDS, second.delay());
    assertEquals(TaskState.IN_PROGRESS, second.state().lastState());
    WaitStep.PollAgain third = assertInstanceOf(WaitStep.PollAgain.class, next(second));
    assertNotNull(third.failure());
    assertEquals(NextPoll.Reason.BACKOFF, third.reason());
    assertEquals(2, third.state().queries());
    WaitStep.Ended end = assertInstanceOf(WaitStep.Ended.class, next(third));

    assertEquals(TaskState.COMPLETED, end.task().state());
    assertFalse(third.state().toJson().contains("canary"), "no key is stored");
  }

  @Test
  void outageAfterAnAnswerEndsNoWait() {
    saysRunning();
    WaitStep step = next(begin(HOUR));
    for (int i = 0; i < 30; i++) {
      answers(502, "<html>bad gateway</html>");
      step = next(step);
    }
    saysDone();

    assertInstanceOf(WaitStep.Ended.class, next(step));
  }

  @Test
  void definiteFailureEndsTheWaitOnceConfirmed() {
    WaitStep step = begin(HOUR);
    for (int i = 0; i < 3; i++) {
      answers(404, "{\"error\":{\"message\":\"task_not_exist\",\"code\":\"task_not_exist\"}}");
      step = next(step);
    }

    WaitStep.Failed failed = assertInstanceOf(WaitStep.Failed.class, step);
    assertInstanceOf(TaskNotFoundException.class, failed.failure());
  }

  @Test
  void doubtedEndIsConfirmedByAnotherProcess() {
    says("\"status\":\"FAILURE\"");
    says("\"status\":\"FAILURE\"");

    WaitStep.PollAgain doubted = assertInstanceOf(WaitStep.PollAgain.class, next(begin(HOUR)));
    assertEquals(NextPoll.Reason.CONFIRM, doubted.reason());
    WaitStep.Ended end = assertInstanceOf(WaitStep.Ended.class, next(doubted));

    assertEquals(TaskState.FAILED, end.task().state());
  }

  @Test
  void deadlineEndsTheWaitAndAnotherOneContinuesIt() {
    saysRunning();
    saysRunning();
    saysDone();

    WaitStep.PollAgain running =
        assertInstanceOf(WaitStep.PollAgain.class, next(begin(TEN_SECONDS)));
    assertEquals(TEN_SECONDS, running.delay(), "not past the deadline");
    WaitStep.Failed failed = assertInstanceOf(WaitStep.Failed.class, next(running));
    assertInstanceOf(WaitTimedOutException.class, failed.failure());
    WaitState later = failed.state().withDeadline(time.now().plus(HOUR));
    try (VideoTasks videos = client()) {
      assertInstanceOf(WaitStep.Ended.class, videos.resumable().step(later));
    }
  }

  @Test
  void stepLongAfterTheDeadlineStillFindsTheVideo() {
    saysDone();
    WaitStep.PollAgain first = begin(TEN_SECONDS);
    time.advance(Duration.ofDays(1));

    assertInstanceOf(WaitStep.Ended.class, next(first));
  }

  @Test
  void clockOfTheOtherMachineMayBeBehind() {
    saysRunning();
    saysDone();
    WaitStep.PollAgain running = assertInstanceOf(WaitStep.PollAgain.class, next(begin(HOUR)));
    WaitState ahead =
        WaitState.parse(
            running.state().toJson().replace("2026-01-01T00:00:00", "2026-01-01T00:00:09"));

    try (VideoTasks videos = client()) {
      assertInstanceOf(WaitStep.Ended.class, videos.resumable().step(ahead));
    }
  }

  @Test
  void waitInMemoryGoesOnFromSavedState() throws Exception {
    saysRunning();
    saysDone();
    WaitStep.PollAgain running = assertInstanceOf(WaitStep.PollAgain.class, next(begin(HOUR)));
    WaitState saved = WaitState.parse(running.state().toJson());

    try (VideoTasks videos = client()) {
      CompletableFuture<VideoTask> wait = videos.resumable().awaitAsync(saved);
      time.advance(Duration.ofMillis(9_999));
      assertEquals(1, server.getRequestCount(), "the next poll is when the state says");
      time.advance(Duration.ofMillis(2));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  @Test
  void stateOfAWaitInMemoryCanBeSaved() throws Exception {
    saysRunning();
    saysDone();
    WaitState saved;
    try (VideoTasks videos = client()) {
      assertNull(videos.resumable().stateOf(TASK));
      CompletableFuture<Object> polled = new CompletableFuture<>();
      CompletableFuture<VideoTask> wait =
          videos.awaitAsync(
              TASK,
              HOUR,
              new PollListener<>() {
                @Override
                public void onNextPoll(NextPoll next) {
                  if (next.reason() == NextPoll.Reason.SCHEDULE) {
                    polled.complete(next);
                  }
                }
              });
      polled.get(20, TimeUnit.SECONDS);
      saved = videos.resumable().stateOf(TASK);
      assertFalse(wait.isDone());
    }
    assertNotNull(saved);
    assertEquals(time.now().plus(HOUR), saved.deadline());
    assertEquals(time.now().plus(TEN_SECONDS), saved.nextPollAt());
    assertEquals(TaskState.IN_PROGRESS, saved.lastState());
    time.advance(TEN_SECONDS);
    try (VideoTasks elsewhere = client()) {
      assertInstanceOf(
          WaitStep.Ended.class, elsewhere.resumable().step(WaitState.parse(saved.toJson())));
    }
  }

  @Test
  void closedClientAndUnknownGatewayAreRefused() {
    WaitStep.PollAgain first = begin(HOUR);
    VideoTasks closed = client();
    closed.close();

    assertThrows(IllegalStateException.class, () -> closed.resumable().step(first.state()));
    try (VideoTasks videos = client()) {
      ResumableWaits waits = videos.resumable();
      assertThrows(
          IllegalArgumentException.class, () -> waits.begin(TaskRef.parse("other:1"), HOUR));
      assertThrows(IllegalArgumentException.class, () -> waits.begin(TASK, Duration.ZERO));
    }
    assertTrue(server.getRequestCount() == 0, "nothing was sent");
  }
}
