package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a dialect makes of a body, without a network. */
final class Answers {
  static final HttpUrl BASE = HttpUrl.get("https://gw.example.com/");
  static final TaskRef ASKED = TaskRef.parse("new-api:task_1");

  private Answers() {}

  static Reading read(Dialect dialect, @Nullable TaskRef asked, int status, String body) {
    return read(dialect, asked, status, body, false);
  }

  static Reading read(
      Dialect dialect, @Nullable TaskRef asked, int status, String body, boolean cut) {
    Asked question = new Asked("new-api", asked, BASE, Instant.EPOCH, status, "req-1", null, null);
    return new AnswerReader(dialect.adapter()).read(question, body, cut, null, new Trail());
  }

  static Asked asked(int status) {
    return new Asked("new-api", ASKED, BASE, Instant.EPOCH, status, "req-1", null, null);
  }

  /** A body that must be about a task. */
  static VideoTask task(String body) {
    Reading reading = read(Dialect.NEW_API, ASKED, 200, body);
    return assertInstanceOf(Reading.OfTask.class, reading, reading::toString).task();
  }

  static VideoTask.Completed completed(String body) {
    return assertInstanceOf(VideoTask.Completed.class, task(body));
  }

  static VideoResult video(String body) {
    return completed(body).video();
  }

  static TaskFailure failure(String body) {
    return assertInstanceOf(VideoTask.Ended.class, task(body)).failure();
  }

  /** An answer that must be an error. */
  static VideoTaskException error(int status, String body) {
    Reading reading = read(Dialect.NEW_API, ASKED, status, body);
    return assertInstanceOf(Reading.OfError.class, reading, reading::toString).error();
  }

  /** The envelope of new-api around a row. */
  static String row(String fields) {
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\","
        + fields
        + "}}";
  }
}
