package io.videotask.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which dialect a wait that got nowhere should have used. */
class WrongDialectTest {
  private static final String NEW_API =
      "or with the dialect new-api: the answers are that server's, and its other path reports final"
          + " statuses that this one does not";

  @AutoClose private final GatewayServer server = new GatewayServer();

  private @Nullable String advice(Dialect dialect, TaskRef ref, String body) {
    ParsedAnswer parsed = Answers.read(dialect, ref, 200, body);
    VideoTask task = assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
    return server.client(dialect).advice(task);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "task_0123456789abcdefghijABCDEFGHIJ01 | {\"status\":\"queued\"}",
        "video_1 | {\"id\":\"video_1\",\"task_id\":\"video_1\",\"status\":\"queued\"}",
        "video_1 | {\"code\":\"success\",\"data\":{\"status\":\"IN_PROGRESS\"}}",
        "video_1 | {\"code\" : \"success\",\"data\":{\"status\":\"IN_PROGRESS\"}}"
      })
  void newApisAnswerInOpenAisDialectNamesNewApi(String id, String body) {
    assertEquals(NEW_API, advice(Dialect.OPENAI_VIDEOS, new TaskRef("openai-videos", id), body));
  }

  @Test
  void otherServersOfTheDialectHaveNoAdvice() {
    TaskRef ref = TaskRef.parse("openai-videos:video_1");

    assertNull(
        advice(Dialect.OPENAI_VIDEOS, ref, "{\"id\":\"video_1\",\"status\":\"in_progress\"}"));
  }

  @Test
  void finishedTaskHasNoAdvice() {
    TaskRef ref = TaskRef.parse("openai-videos:video_1");

    assertNull(
        advice(
            Dialect.OPENAI_VIDEOS,
            ref,
            "{\"id\":\"video_1\",\"task_id\":\"video_1\",\"status\":\"completed\",\"url\":\"https://a.example/v.mp4\"}"));
  }

  @Test
  void otherDialectsHaveNoAdvice() {
    String body = Answers.row("\"status\":\"IN_PROGRESS\"");

    assertNull(advice(Dialect.NEW_API, TaskRef.parse("new-api:task_1"), body));
  }
}
