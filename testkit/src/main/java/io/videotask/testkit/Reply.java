package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Fault;
import io.videotask.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * Why there is no video.
   *
   * @param code the vendor's; null where it gives none
   * @param exact whether the code was asked for, so that a shape without a place for it can't play
   *     this; otherwise such a shape leaves it out
   */
  record Failure(@Nullable String code, String message, boolean exact) {}

  /**
   * A video and how it can be had.
   *
   * @param gone whether its address has expired
   * @param cutOnce whether its first download breaks off in the middle
   */
  record Video(byte[] bytes, boolean gone, boolean cutOnce) {}

  /** An answer as it stands. */
  record Raw(int status, Map<String, List<String>> headers, byte[] body) implements Kind {}

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

  /**
   * The task is done, and its video can't be had at the address that is told; the next {@link
   * #completed()} makes it good. A signed link is refused with 403, as its host does. Where the
   * gateway serves the video itself, it says what such a gateway says: in new-api's shapes 502 with
   * the vendor's 403 in it, in {@link AnswerFormat#OPENAI_VIDEOS} 404.
   */
  public static Reply addressExpired() {
    return completed(new Video(SampleVideo.bytes(), true, false));
  }

  /** The task has failed: a refusal, with MiniMax's code 1027 where the shape tells codes. */
  public static Reply failed() {
    return ended(TaskState.FAILED, new Failure("1027", "output new_sensitive", false));
  }

  /** The task has failed, with this sentence and without a code. */
  public static Reply failed(String message) {
    return ended(TaskState.FAILED, new Failure(null, message, false));
  }

  /**
   * The task has failed, in the vendor's words. {@link AnswerFormat#NEW_API_KLING} has no place for
   * a code, and those of {@link AnswerFormat#NEW_API_HAILUO}, {@link AnswerFormat#MINIMAX_ANYAPI}
   * and {@link Shape#MINIMAX_V1} are MiniMax's numbers: the gateway refuses a life with a code that
   * its shape can't tell.
   */
  public static Reply failed(String code, String message) {
    return ended(TaskState.FAILED, new Failure(code, message, true));
  }

  /**
   * Somebody has cancelled the task. The code is {@code cancelled}, and none in the shapes whose
   * codes are numbers.
   */
  public static Reply cancelled() {
    return ended(TaskState.CANCELLED, new Failure("cancelled", "the task was cancelled", false));
  }

  /**
   * The vendor has given the task up. The code is {@code expired}, and none in the shapes whose
   * codes are numbers.
   */
  public static Reply expired() {
    return ended(TaskState.EXPIRED, new Failure("expired", "the task has expired", false));
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
   * @param retryAfter zero or more whole seconds, as the header has no fractions
   * @throws IllegalArgumentException when it is something else
   */
  public static Reply tooManyRequests(Duration retryAfter) {
    if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
      throw new IllegalArgumentException("Retry-After is whole seconds, not " + retryAfter);
    }
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

  /**
   * Nothing comes for a minute of real time, so that the client's time-out of a request has to pass
   * in real time too: 30 s, unless a test shortens it with {@code
   * gateway.client().requestTimeout(Duration.ofMillis(200))}.
   */
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
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, value) -> copy.put(name, List.of(value)));
    return new Reply(new Raw(status, copy, body.clone()), Duration.ZERO);
  }

  /**
   * The same with one more header; those of the same name stay.
   *
   * @throws IllegalStateException when this is no answer as it stands
   */
  public Reply withHeader(String name, String value) {
    if (!(kind instanceof Raw raw)) {
      throw new IllegalStateException("only an answer that stands has headers of its own");
    }
    Map<String, List<String>> headers = new LinkedHashMap<>(raw.headers());
    List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
    values.add(value);
    headers.put(name, values);
    return new Reply(new Raw(raw.status(), headers, raw.body()), delay);
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

  boolean tellsState() {
    return kind instanceof Standing;
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
