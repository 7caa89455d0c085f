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

/** What a dialect makes of a body, without a network. */
public final class Answers {
  public static final HttpUrl BASE = HttpUrl.get("https://gw.example.com/");
  public static final TaskRef ASKED = TaskRef.parse("new-api:task_1");

  private Answers() {}

  public static ParsedAnswer read(
      Dialect dialect, @Nullable TaskRef asked, int status, String body) {
    return read(dialect, asked, status, body, false);
  }

  public static ParsedAnswer read(
      Dialect dialect, @Nullable TaskRef asked, int status, String body, boolean cut) {
    QueryContext question =
        new QueryContext("new-api", asked, BASE, Instant.EPOCH, status, "req-1", null, null);
    return new AnswerReader(dialect.adapter()).read(question, body, cut, null, new DecisionLog());
  }

  static QueryContext asked(int status) {
    return new QueryContext("new-api", ASKED, BASE, Instant.EPOCH, status, "req-1", null, null);
  }

  /** A body that must be about a task. */
  public static VideoTask task(String body) {
    ParsedAnswer reading = read(Dialect.NEW_API, ASKED, 200, body);
    return assertInstanceOf(ParsedAnswer.OfTask.class, reading, reading::toString).task();
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

  /** An answer that must be an error. */
  public static VideoTaskException error(int status, String body) {
    ParsedAnswer reading = read(Dialect.NEW_API, ASKED, status, body);
    return assertInstanceOf(ParsedAnswer.OfError.class, reading, reading::toString).error();
  }

  /** The envelope of new-api around a row. */
  public static String row(String fields) {
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\","
        + fields
        + "}}";
  }
}
