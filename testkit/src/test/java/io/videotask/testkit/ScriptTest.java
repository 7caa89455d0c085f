package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.task.TaskFailure;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that no gateway could play is refused when it is written, and not when it is due. */
@ExtendWith(FakeGatewayExtension.class)
class ScriptTest {
  private static final Set<AnswerFormat> NUMBERS =
      Set.of(AnswerFormat.NEW_API_HAILUO, AnswerFormat.MINIMAX_ANYAPI, AnswerFormat.MINIMAX_V1);

  @Test
  void aSubmitIsNotAnsweredWithWhereATaskStands(FakeGateway gateway) {
    for (Reply state :
        List.of(Reply.queued(), Reply.completed(), Reply.failed("kaput"), Reply.expired())) {
      String said = refused(() -> gateway.onSubmit(AnswerFormat.NEW_API_SORA, state));
      assertTrue(said.contains("onSubmit(NEW_API_SORA, TaskLife.of(…))"), said);
      refused(
          () -> gateway.onSubmit(AnswerFormat.NEW_API_SORA, TaskScript.of(Reply.queued()), state));
      refused(() -> gateway.answerAlways(state));
    }
    assertEquals(List.of(), gateway.scriptsLeft());
  }

  @ParameterizedTest
  @EnumSource
  void aFailureIsToldAsItWasScripted(AnswerFormat shape, FakeGateway gateway) {
    if (shape != AnswerFormat.NEW_API_KLING) {
      TaskFailure coded = failure(gateway, shape, Reply.failed("1026", "not this"));
      assertEquals("1026", coded.code());
      assertEquals("not this", coded.message());
    }
    TaskFailure bare = failure(gateway, shape, Reply.failed("too dark"));
    assertEquals(null, bare.code());
    assertEquals("too dark", bare.message());
    assertEquals(null, bare.retryable());
  }

  @ParameterizedTest
  @EnumSource
  void nobodySaysOfACancelledTaskThatAnotherTryHelps(AnswerFormat shape, FakeGateway gateway) {
    TaskFailure cancelled = failure(gateway, shape, Reply.cancelled());
    assertEquals(null, cancelled.retryable());
    boolean codes = shape != AnswerFormat.NEW_API_KLING && !NUMBERS.contains(shape);
    assertEquals(codes ? "cancelled" : null, cancelled.code());
    assertEquals("the task was cancelled", cancelled.message());
  }

  @Test
  void aCodeThatTheShapeHasNoPlaceForIsRefused(FakeGateway gateway) {
    TaskScript number = TaskScript.of(Reply.queued(), Reply.failed("1026", "no"));
    TaskScript word = TaskScript.beginningWith(Reply.failed("content_policy", "no"));
    String said = refused(() -> gateway.add(number));
    assertTrue(said.contains("NEW_API_KLING") && said.contains("failed(message)"), said);
    refused(() -> gateway.onSubmit(AnswerFormat.NEW_API_KLING, number));
    for (AnswerFormat shape : NUMBERS) {
      gateway.add(shape, number);
      assertTrue(refused(() -> gateway.add(shape, word)).contains(shape.name()));
      refused(() -> gateway.onSubmit(shape, word, Reply.reset()));
    }
    gateway.add(AnswerFormat.OPENAI_VIDEOS, word);
    assertEquals(List.of(), gateway.scriptsLeft());
  }

  @ParameterizedTest
  @ValueSource(longs = {1_500, 999, -1_000})
  void whatRetryAfterCanNotTellIsRefused(long millis) {
    refused(() -> Reply.tooManyRequests(Duration.ofMillis(millis)));
  }

  private static TaskFailure failure(FakeGateway gateway, AnswerFormat shape, Reply end) {
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask task = videos.query(gateway.add(shape, TaskScript.of(end)));
      return ((VideoTask.Ended) task).failure();
    }
  }

  private static String refused(Runnable script) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, script::run).getMessage());
  }
}
