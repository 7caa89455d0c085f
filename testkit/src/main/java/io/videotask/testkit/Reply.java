package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Fault;
import io.videotask.task.TaskState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's reply to one request: the task's state in its answer format, an HTTP response, or a
 * connection fault. Immutable.
 */
public final class Reply {
  /** The answers that a gateway says in its own words. */
  static final String NOT_FOUND = "not-found";

  static final String UNAUTHORISED = "unauthorised";

  private static final String JSON = "application/json";

  private final Kind kind;
  private final Duration delay;

  private Reply(Kind kind, Duration delay) {
    this.kind = kind;
    this.delay = delay;
  }

  /** The kinds of replies. */
  sealed interface Kind {}

  /**
   * The task's state.
   *
   * @param status overrides the status of the answer format; null for the default
   * @param progress 0 to 100
   * @param failure why the task has failed; null unless it has
   * @param video the task's video; null unless it is completed
   */
  record StateReply(
      TaskState state,
      @Nullable String status,
      int progress,
      @Nullable Failure failure,
      @Nullable Video video)
      implements Kind {}

  /**
   * The reason for a failed task.
   *
   * @param code the vendor's error code; null if there is none
   * @param codeRequired whether the code is mandatory: a format without a field for it rejects the
   *     script; otherwise the format omits the code
   */
  record Failure(@Nullable String code, String message, boolean codeRequired) {}

  /**
   * A video file and how it is served.
   *
   * @param expired whether its URL has expired
   * @param truncateOnce whether its first download is truncated
   */
  record Video(byte[] bytes, boolean expired, boolean truncateOnce) {}

  /** A complete HTTP response. */
  record Raw(int status, Map<String, List<String>> headers, byte[] body) implements Kind {}

  /**
   * An answer in the words of the gateway that is asked.
   *
   * @param answer its name
   * @param headers more headers of the response
   */
  record OfGateway(String answer, Map<String, List<String>> headers) implements Kind {}

  /** A connection fault in place of a complete response. */
  record ConnectionFault(Fault fault) implements Kind {}

  /** The task is queued. */
  public static Reply queued() {
    return stateReply(TaskState.QUEUED, 0);
  }

  /**
   * The task is in progress.
   *
   * @param percent 0 to 100; answer formats without a progress field omit it
   */
  public static Reply inProgress(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("a progress is 0 to 100, not " + percent);
    }
    return stateReply(TaskState.IN_PROGRESS, percent);
  }

  /** The task is completed; a small MP4 is served at a new URL. */
  public static Reply completed() {
    return completed(SampleVideo.bytes());
  }

  /** The task is completed with this video. */
  public static Reply completed(byte[] video) {
    return completed(new Video(video.clone(), false, false));
  }

  /** The task is completed, and the first download of its video is truncated. */
  public static Reply completedTruncatedOnce(byte[] video) {
    return completed(new Video(video.clone(), false, true));
  }

  /**
   * The task is completed, but the URL of its video has expired; the next {@link #completed()} has
   * a valid one. A signed URL is answered with 403. If the gateway serves the video itself, it
   * answers 502 with the vendor's 403 inside in the formats of new-api, and 404 in {@link
   * AnswerFormat#OPENAI_VIDEOS}.
   */
  public static Reply urlExpired() {
    return completed(new Video(SampleVideo.bytes(), true, false));
  }

  /** The task has failed moderation, with MiniMax's code 1027 if the format has error codes. */
  public static Reply failed() {
    return failedWith(TaskState.FAILED, new Failure("1027", "output new_sensitive", false));
  }

  /** The task has failed with this message and without a code. */
  public static Reply failed(String message) {
    return failedWith(TaskState.FAILED, new Failure(null, message, false));
  }

  /**
   * The task has failed with the vendor's code and message. {@link AnswerFormat#NEW_API_KLING} has
   * no field for a code; the codes of {@link AnswerFormat#NEW_API_HAILUO}, {@link
   * AnswerFormat#MINIMAX_ANYAPI} and {@link AnswerFormat#MINIMAX_V1} are MiniMax's numbers. The
   * gateway rejects a script with a code that its format can't represent.
   */
  public static Reply failed(String code, String message) {
    return failedWith(TaskState.FAILED, new Failure(code, message, true));
  }

  /**
   * The task was cancelled. The code is {@code cancelled}, omitted in formats with numeric codes.
   */
  public static Reply cancelled() {
    return failedWith(
        TaskState.CANCELLED, new Failure("cancelled", "the task was cancelled", false));
  }

  /**
   * The task has expired at the vendor. The code is {@code expired}, omitted in formats with
   * numeric codes.
   */
  public static Reply expired() {
    return failedWith(TaskState.EXPIRED, new Failure("expired", "the task has expired", false));
  }

  /** Returns a copy with another status string. */
  public Reply withStatus(String status) {
    if (!(kind instanceof StateReply state)) {
      throw new IllegalStateException("only a reply with a state has a status");
    }
    return new Reply(
        new StateReply(state.state(), status, state.progress(), state.failure(), state.video()),
        this.delay);
  }

  /** The task does not exist, as the gateway that is asked says it. */
  public static Reply notFound() {
    return new Reply(new OfGateway(NOT_FOUND, Map.of()), Duration.ZERO);
  }

  /** The key is rejected, as the gateway that is asked says it. */
  public static Reply unauthorised() {
    return new Reply(new OfGateway(UNAUTHORISED, Map.of()), Duration.ZERO);
  }

  /** A proxy's 502 page. */
  public static Reply badGateway() {
    return page(502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
  }

  /**
   * An HTML page.
   *
   * @param status 200 to 599
   */
  public static Reply page(int status, String html) {
    return of(status, Map.of("Content-Type", "text/html"), html);
  }

  /**
   * A 429 with a Retry-After header.
   *
   * @param retryAfter whole seconds, zero or more, as the header has no fractions
   * @throws IllegalArgumentException if it is negative or has a fraction
   */
  public static Reply tooManyRequests(Duration retryAfter) {
    if (retryAfter.isNegative() || retryAfter.toNanosPart() != 0) {
      throw new IllegalArgumentException("Retry-After is whole seconds, not " + retryAfter);
    }
    return of(429, Map.of("Retry-After", String.valueOf(retryAfter.toSeconds())), "");
  }

  /** The connection is reset before the response. */
  public static Reply reset() {
    return connectionFault(Fault.CONNECTION_RESET_BY_PEER);
  }

  /** The connection is closed before the response. */
  public static Reply closed() {
    return connectionFault(Fault.EMPTY_RESPONSE);
  }

  /** The connection is closed in the middle of a response with status 200. */
  public static Reply truncated() {
    return connectionFault(Fault.MALFORMED_RESPONSE_CHUNK);
  }

  /** The response is not HTTP. */
  public static Reply garbage() {
    return connectionFault(Fault.RANDOM_DATA_THEN_CLOSE);
  }

  /**
   * The response is delayed by one minute of real time. The client's request timeout passes in real
   * time too: 30 s, unless a test shortens it with {@code
   * gateway.client().requestTimeout(Duration.ofMillis(200))}.
   */
  public static Reply silence() {
    return json(200, "{}").after(Duration.ofMinutes(1));
  }

  /** A response with this JSON body, sent unchanged. */
  public static Reply json(int status, String body) {
    return of(status, Map.of("Content-Type", JSON), body);
  }

  /** A response with this body, sent unchanged. */
  public static Reply of(int status, Map<String, String> headers, String body) {
    return of(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A response with these bytes, sent unchanged. */
  public static Reply of(int status, Map<String, String> headers, byte[] body) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, value) -> copy.put(name, List.of(value)));
    return new Reply(new Raw(status, copy, body.clone()), Duration.ZERO);
  }

  /**
   * Returns a copy with one more header; headers of the same name are kept.
   *
   * @throws IllegalStateException if this is not a complete HTTP response
   */
  public Reply withHeader(String name, String value) {
    if (kind instanceof OfGateway own) {
      return new Reply(new OfGateway(own.answer(), added(own.headers(), name, value)), delay);
    }
    if (!(kind instanceof Raw raw)) {
      throw new IllegalStateException("only a complete HTTP response has headers of its own");
    }
    return new Reply(new Raw(raw.status(), added(raw.headers(), name, value), raw.body()), delay);
  }

  private static Map<String, List<String>> added(
      Map<String, List<String>> headers, String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
    values.add(value);
    more.put(name, values);
    return more;
  }

  /**
   * Returns a reply that says it in a gateway's words, and any other reply unchanged.
   *
   * @param answers returns the gateway's answer of a name, a complete HTTP response
   */
  Reply inWordsOf(Function<String, Reply> answers) {
    if (!(kind instanceof OfGateway own)) {
      return this;
    }
    Reply reply = answers.apply(own.answer());
    for (Map.Entry<String, List<String>> header : own.headers().entrySet()) {
      for (String value : header.getValue()) {
        reply = reply.withHeader(header.getKey(), value);
      }
    }
    return reply.after(delay);
  }

  /**
   * Returns a copy that is sent after a delay.
   *
   * @param delay in real time, even if the gateway uses virtual time
   */
  public Reply after(Duration delay) {
    return new Reply(kind, delay);
  }

  Kind kind() {
    return kind;
  }

  boolean hasState() {
    return kind instanceof StateReply;
  }

  Duration delay() {
    return delay;
  }

  private static Reply connectionFault(Fault fault) {
    return new Reply(new ConnectionFault(fault), Duration.ZERO);
  }

  private static Reply stateReply(TaskState state, int progress) {
    return new Reply(new StateReply(state, null, progress, null, null), Duration.ZERO);
  }

  private static Reply completed(Video video) {
    return new Reply(new StateReply(TaskState.COMPLETED, null, 100, null, video), Duration.ZERO);
  }

  private static Reply failedWith(TaskState state, Failure failure) {
    return new Reply(new StateReply(state, null, 100, failure, null), Duration.ZERO);
  }
}
