package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads bodies in a dialect without a network. */
public final class Answers {
  public static final HttpUrl BASE = HttpUrl.get("https://gw.example.com/");
  public static final TaskRef QUERIED = TaskRef.parse("new-api:task_1");

  private Answers() {}

  public static ParsedAnswer read(Dialect dialect, @Nullable TaskRef ref, int status, String body) {
    return read(dialect, ref, status, body, false);
  }

  public static ParsedAnswer read(
      Dialect dialect, @Nullable TaskRef ref, int status, String body, boolean truncated) {
    QueryContext question =
        new QueryContext("new-api", ref, BASE, Instant.EPOCH, status, "req-1", null, null);
    return new AnswerReader(dialect.adapter())
        .read(question, body, truncated, null, new DecisionLog());
  }

  static QueryContext query(int status) {
    return new QueryContext("new-api", QUERIED, BASE, Instant.EPOCH, status, "req-1", null, null);
  }

  /** Returns the task in a body. */
  public static VideoTask task(String body) {
    ParsedAnswer parsed = read(Dialect.NEW_API, QUERIED, 200, body);
    return assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
  }

  public static VideoTask.Completed completed(String body) {
    return assertInstanceOf(VideoTask.Completed.class, task(body));
  }

  public static VideoResult video(String body) {
    return completed(body).video();
  }

  public static TaskFailure failure(String body) {
    return assertInstanceOf(VideoTask.Ended.class, task(body)).failure();
  }

  /** Returns the error for an answer. */
  public static VideoTaskException error(int status, String body) {
    ParsedAnswer parsed = read(Dialect.NEW_API, QUERIED, status, body);
    return assertInstanceOf(ParsedAnswer.OfError.class, parsed, parsed::toString).error();
  }

  /** Returns new-api's envelope around a row. */
  public static String row(String fields) {
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\","
        + fields
        + "}}";
  }
}
