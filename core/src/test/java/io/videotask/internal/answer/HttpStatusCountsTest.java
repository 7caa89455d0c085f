package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers whose HTTP status, or whose second query, says more than their fields. */
class HttpStatusCountsTest {
  private static VideoTask task(String ref, int status, String body) {
    TaskRef task = TaskRef.parse(ref);
    Dialect dialect = Dialect.named(task.gateway()).orElseThrow();
    QueryContext query =
        new QueryContext(
            dialect.name(), task, Answers.BASE, Instant.EPOCH, status, null, null, null);
    ParsedAnswer parsed =
        new AnswerReader(dialect.adapter()).read(query, body, false, null, new DecisionLog());
    return assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
  }

  /** <a href="https://docs.x.ai/docs">xAI</a>: HTTP 202 means that the video is being made. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      delimiter = '|',
      value = {
        "{\"request_id\":\"r\"} | none | none",
        "{\"model\":\"grok-imagine-video\"} | none | none",
        "{\"progress\":10} | none | 10",
        "{\"status\":\"rendering\"} | rendering | none",
        "{\"status\":\"queued\"} | queued | none",
        "{\"status\":\"done\",\"progress\":100} | done | 100",
        "{} | none | none",
      })
  void xaiRendersWhileItAnswers202(
      String body, @Nullable String rawStatus, @Nullable Integer progress) {
    VideoTask task = task("xai:1a2b3c", 202, body);

    assertEquals(TaskState.IN_PROGRESS, task.state());
    assertEquals(rawStatus, task.rawStatus());
    assertEquals(progress, task.progress());
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, COMPLETED", "IN_QUEUE, QUEUED", "IN_PROGRESS, IN_PROGRESS"})
  void falsStatusNeedsNoId(String status, TaskState state) {
    String body =
        "{\"status\":\"" + status + "\",\"logs\":[],\"metrics\":{\"inference_time\":3.2}}";

    assertEquals(state, task("fal:fal-ai/motion:7d0b9a52", 200, body).state());
  }
}
