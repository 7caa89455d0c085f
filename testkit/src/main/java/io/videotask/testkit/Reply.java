package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Fault;
import io.videotask.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway does with one request: it tells where the task stands, in its own shape, or
 * something goes wrong. Immutable.
 */
public final class Reply {
  private static final String JSON = "application/json";

  private final Kind kind;
  private final Duration delay;

  private Reply(Kind kind, Duration delay) {
    this.kind = kind;
    this.delay = delay;
  }

  /** What kind of a reply it is. */
  sealed interface Kind {}

  /**
   * Where the task stands.
   *
   * @param word instead of the shape's own; null for that one
   * @param progress 0 to 100
   * @param failure why it ended without a video; null unless it did
   * @param video what it made; null unless it is completed
   */
  record Standing(
      TaskState state,
      @Nullable String word,
      int progress,
      @Nullable Failure failure,
      @Nullable Video video)
      implements Kind {}

  /** A vendor's code and message. */
  record Failure(String code, String message) {}

  /**
   * A video and how it can be had.
   *
   * @param gone whether its address has expired
   * @param cutOnce whether its first download breaks off in the middle
   */
  record Video(byte[] bytes, boolean gone, boolean cutOnce) {}

  /** An answer as it stands. */
  record Raw(int status, Map<String, String> headers, byte[] body) implements Kind {}

  /** The connection breaks instead of a whole answer. */
  record Broken(Fault how) implements Kind {}

  /** The task waits for its turn. */
  public static Reply queued() {
    return standing(TaskState.QUEUED, 0);
  }

  /**
   * The task is being made.
   *
   * @param percent 0 to 100; shapes without a progress don't tell it
   */
  public static Reply inProgress(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("a progress is 0 to 100, not " + percent);
    }
    return standing(TaskState.IN_PROGRESS, percent);
  }

  /** The task is done: a small MP4 lies at a fresh address. */
  public static Reply completed() {
    return completed(SampleVideo.bytes());
  }

  /** The task is done, and this is its video. */
  public static Reply completed(byte[] video) {
    return completed(new Video(video.clone(), false, false));
  }

  /** The task is done, and the first download of its video breaks off in the middle. */
  public static Reply completedAndCutOnce(byte[] video) {
    return completed(new Video(video.clone(), false, true));
  }

  /** The task is done, and the address that is told has expired: fetching it is refused. */
  public static Reply addressExpired() {
    return completed(new Video(SampleVideo.bytes(), true, false));
  }

  /** The task has failed. */
  public static Reply failed() {
    return failed("1027", "output new_sensitive");
  }

  /** The task has failed, in the vendor's words. */
  public static Reply failed(String code, String message) {
    return ended(TaskState.FAILED, new Failure(code, message));
  }

  /** Somebody has cancelled the task. */
  public static Reply cancelled() {
    return ended(TaskState.CANCELLED, new Failure("cancelled", "the task was cancelled"));
  }

  /** The vendor has given the task up. */
  public static Reply expired() {
    return ended(TaskState.EXPIRED, new Failure("expired", "the task has expired"));
  }

  /** The same, with a status word that the vendor has made up. Only for what tells a state. */
  public Reply inTheWord(String word) {
    if (!(kind instanceof Standing s)) {
      throw new IllegalStateException("only a reply that tells a state has a status word");
    }
    return new Reply(
        new Standing(s.state(), word, s.progress(), s.failure(), s.video()), this.delay);
  }

  /** The gateway knows no such task. */
  public static Reply notFound() {
    return json(400, "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
  }

  /** The key is not accepted. */
  public static Reply unauthorised() {
    return json(
        401,
        "{\"error\":{\"message\":\"Invalid token (request id: testkit)\",\"type\":\"new_api_error\",\"code\":\"\"}}");
  }

  /** A proxy's page instead of an answer. */
  public static Reply badGateway() {
    return page(502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
  }

  /**
   * A page of HTML.
   *
   * @param status 200 to 599
   */
  public static Reply page(int status, String html) {
    return of(status, Map.of("Content-Type", "text/html"), html);
  }

  /**
   * Too many requests.
   *
   * @param retryAfter whole seconds are told
   */
  public static Reply tooManyRequests(Duration retryAfter) {
    return of(429, Map.of("Retry-After", String.valueOf(retryAfter.toSeconds())), "");
  }

  /** The connection is reset before an answer. */
  public static Reply reset() {
    return broken(Fault.CONNECTION_RESET_BY_PEER);
  }

  /** The connection is closed before an answer. */
  public static Reply closed() {
    return broken(Fault.EMPTY_RESPONSE);
  }

  /** The connection is closed in the middle of an answer with status 200. */
  public static Reply brokenOff() {
    return broken(Fault.MALFORMED_RESPONSE_CHUNK);
  }

  /** What comes is not HTTP. */
  public static Reply garbage() {
    return broken(Fault.RANDOM_DATA_THEN_CLOSE);
  }

  /** Nothing comes for a minute of real time, which is longer than a request may take. */
  public static Reply silence() {
    return json(200, "{}").after(Duration.ofMinutes(1));
  }

  /** A body of JSON, as it stands. */
  public static Reply json(int status, String body) {
    return of(status, Map.of("Content-Type", JSON), body);
  }

  /** An answer, as it stands. */
  public static Reply of(int status, Map<String, String> headers, String body) {
    return of(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer, byte for byte. */
  public static Reply of(int status, Map<String, String> headers, byte[] body) {
    return new Reply(new Raw(status, Map.copyOf(headers), body.clone()), Duration.ZERO);
  }

  /**
   * The same, later.
   *
   * @param wait in real time, whatever clock the gateway goes by
   */
  public Reply after(Duration wait) {
    return new Reply(kind, wait);
  }

  Kind kind() {
    return kind;
  }

  Duration delay() {
    return delay;
  }

  private static Reply broken(Fault how) {
    return new Reply(new Broken(how), Duration.ZERO);
  }

  private static Reply standing(TaskState state, int progress) {
    return new Reply(new Standing(state, null, progress, null, null), Duration.ZERO);
  }

  private static Reply completed(Video video) {
    return new Reply(new Standing(TaskState.COMPLETED, null, 100, null, video), Duration.ZERO);
  }

  private static Reply ended(TaskState state, Failure failure) {
    return new Reply(new Standing(state, null, 100, failure, null), Duration.ZERO);
  }
}
