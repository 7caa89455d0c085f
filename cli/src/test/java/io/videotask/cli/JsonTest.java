package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.task.TaskFailure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final String VIDEO =
      "{\"url\":\"https://cdn.example.test/v.mp4?a=1&b=<2>\",\"needsKey\":false,\"backupUrl\":null,"
          + "\"fileId\":\"306793063383292\",\"format\":\"mp4\",\"width\":1366,\"height\":768,"
          + "\"durationSeconds\":5.1,\"fps\":24,\"seed\":null,\"bytes\":null,"
          + "\"expiresAt\":\"2025-08-29T16:46:25Z\"}";

  @Test
  void completedTaskHasEveryKeyInDocumentedOrder() {
    assertEquals(
        "{\"task\":\"new-api:t1\",\"state\":\"COMPLETED\",\"rawStatus\":\"SUCCESS\",\"progress\":100,"
            + "\"video\":"
            + VIDEO
            + ",\"videos\":["
            + VIDEO
            + ","
            + VIDEO
            + "],\"failure\":null,\"submittedAt\":\"2025-08-29T07:44:32Z\",\"startedAt\":null,"
            + "\"finishedAt\":\"2025-08-29T07:45:35Z\",\"cost\":null,\"notes\":[\"a note\"]}",
        Json.of(Snapshots.completed()));
  }

  @Test
  void failedTaskHasFailureAndNoVideo() {
    assertEquals(
        "{\"task\":\"new-api:t1\",\"state\":\"FAILED\",\"rawStatus\":\"FAILURE\",\"progress\":100,"
            + "\"video\":null,\"videos\":[],"
            + "\"failure\":{\"code\":null,\"message\":\"失败 \\\"x\\\"\",\"retryable\":true,"
            + "\"requestId\":\"rq-1\"},\"submittedAt\":\"2025-08-29T07:44:32Z\",\"startedAt\":null,"
            + "\"finishedAt\":\"2025-08-29T07:45:35Z\",\"cost\":null,\"notes\":[]}",
        Json.of(Snapshots.failed(new TaskFailure(null, "失败 \"x\"", true, "rq-1"))));
  }

  @Test
  void errorHasEveryKey() {
    Evidence evidence = new Evidence(Snapshots.REF, 502, "rq", null);
    assertEquals(
        "{\"error\":{\"kind\":\"UNREACHABLE\",\"message\":\"no\",\"task\":\"new-api:t1\","
            + "\"httpStatus\":502,\"requestId\":\"rq\"}}",
        Json.of(ErrorReport.of(new UnreachableException("no", Retry.ALWAYS, evidence))));
    assertEquals(
        "{\"error\":{\"kind\":\"USAGE\",\"message\":\"no\",\"task\":null,"
            + "\"httpStatus\":null,\"requestId\":null}}",
        Json.of(ErrorReport.usage("no")));
  }

  @Test
  void escapesControlCharacters() {
    String line = JsonLine.of(json -> json.put("a", "x\u001b\u007f\u009b\n\u2028y"));
    assertEquals("{\"a\":\"x\\u001b\\u007f\\u009b\\n\\u2028y\"}", line);
  }

  @Test
  void nonFiniteNumbersAndInstantsOutOfRangeAreNull() {
    assertEquals(
        "{\"nan\":null,\"far\":null,\"big\":1.0E30,\"half\":0.5,\"whole\":-3}",
        JsonLine.of(
            json ->
                json.put("nan", Double.NaN)
                    .put("far", Instant.MAX)
                    .put("big", 1e30)
                    .put("half", 0.5)
                    .put("whole", -3.0)));
  }
}
