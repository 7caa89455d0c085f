package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.videotask.VideoTasks;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid scripts are rejected when they are created, not when they are used. */
@ExtendWith(FakeGatewayExtension.class)
class ScriptTest {
  private static final Set<AnswerFormat> NUMBERS =
      Set.of(AnswerFormat.NEW_API_HAILUO, AnswerFormat.MINIMAX_ANYAPI, AnswerFormat.MINIMAX_V1);

  @Test
  void rejectsTaskStatesAsReplyToASubmit(FakeGateway gateway) {
    for (Reply state :
        List.of(Reply.queued(), Reply.completed(), Reply.failed("kaput"), Reply.expired())) {
      String message = rejected(() -> gateway.onSubmit(AnswerFormat.NEW_API_SORA, state));
      assertTrue(message.contains("onSubmit(NEW_API_SORA, TaskScript.of(…))"), message);
      rejected(
          () -> gateway.onSubmit(AnswerFormat.NEW_API_SORA, TaskScript.of(Reply.queued()), state));
      rejected(() -> gateway.answerAlways(state));
    }
    assertEquals(List.of(), gateway.scriptsLeft());
  }

  @ParameterizedTest
  @MethodSource("io.videotask.testkit.AnswerFormat#values")
  void failuresHaveTheScriptedCodeAndMessage(AnswerFormat format, FakeGateway gateway) {
    if (format.supportsCode("1026")) {
      TaskFailure coded = failure(gateway, format, Reply.failed("1026", "not this"));
      assertEquals("1026", coded.code());
      assertEquals("not this", coded.message());
    }
    TaskFailure bare = failure(gateway, format, Reply.failed("too dark"));
    assertEquals(null, bare.code());
    assertEquals("too dark", bare.message());
    if (!format.hasAnswer("result-failed")) { // its HTTP status tells more than nothing
      assertEquals(null, bare.retryable());
    }
  }

  @ParameterizedTest
  @MethodSource("io.videotask.testkit.AnswerFormat#values")
  void cancelledTasksAreNotRetryable(AnswerFormat format, FakeGateway gateway) {
    assumeTrue(format.has(TaskState.CANCELLED));
    TaskFailure cancelled = failure(gateway, format, Reply.cancelled());
    assertEquals(null, cancelled.retryable());
    if (format.query(TaskState.CANCELLED).body().contains("${code}")) {
      assertEquals("cancelled", cancelled.code());
    }
    assertEquals("the task was cancelled", cancelled.message());
  }

  @Test
  void rejectsCodesThatTheFormatCannotRepresent(FakeGateway gateway) {
    TaskScript number = TaskScript.of(Reply.queued(), Reply.failed("1026", "no"));
    TaskScript word = TaskScript.startingWith(Reply.failed("content_policy", "no"));
    String message = rejected(() -> gateway.add(number));
    assertTrue(message.contains("NEW_API_KLING") && message.contains("failed(message)"), message);
    rejected(() -> gateway.onSubmit(AnswerFormat.NEW_API_KLING, number));
    for (AnswerFormat format : NUMBERS) {
      gateway.add(format, number);
      assertTrue(rejected(() -> gateway.add(format, word)).contains(format.name()));
      rejected(() -> gateway.onSubmit(format, word, Reply.reset()));
    }
    gateway.add(AnswerFormat.OPENAI_VIDEOS, word);
    assertEquals(List.of(), gateway.scriptsLeft());
  }

  @ParameterizedTest
  @ValueSource(longs = {1_500, 999, -1_000})
  void rejectsRetryAfterThatIsNotWholeSeconds(long millis) {
    rejected(() -> Reply.tooManyRequests(Duration.ofMillis(millis)));
  }

  private static TaskFailure failure(FakeGateway gateway, AnswerFormat format, Reply end) {
    try (VideoTasks videos = gateway.client().build()) {
      VideoTask task = videos.query(gateway.add(format, TaskScript.of(end)));
      return ((VideoTask.Ended) task).failure();
    }
  }

  private static String rejected(Runnable script) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, script::run).getMessage());
  }
}
