package io.videotask.internal.answer;

import io.videotask.error.VideoTaskException;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.ErrorCodes;
import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.Scalar;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps an answer with an HTTP status other than 2xx, and without a task, to an error. */
public final class HttpErrorMapper {
  private static final String INVALID_URL = "Invalid URL (";

  /**
   * new-api's code for a request that the vendor refused, also because of the gateway's own key.
   */
  private static final String VENDOR_REFUSAL = "fail_to_fetch_task";

  /** Messages of a gateway whose database or cache fails, sent with any HTTP status. */
  private static final Pattern GATEWAY_FAILURE =
      Pattern.compile(
          "(?is).*(database is locked|database (?:is )?(?:closed|error|unavailable|failure)"
              + "|bad connection|connection refused|connection reset|broken pipe|i/o timeout"
              + "|dial tcp|too many connections|deadlock|lock wait timeout|server has gone away"
              + "|context deadline exceeded|\\bredis\\b.{0,40}(?:error|fail|down|timeout|closed)"
              + "|(?:sql|database|db)\\b.{0,40}(?:error|timeout|failed|failure)|disk i/o error"
              + "|disk is full|no space left).*");

  private final ErrorCodes codes;
  private final QueryContext query;
  private final String body;
  private final boolean whole;
  private final AnswerNode.@Nullable Reason reason;

  /**
   * @param codes what the gateway's codes mean
   * @param reason the reason that the body gives; null for none
   * @param whole whether the body is complete: neither truncated nor undecodable
   */
  public HttpErrorMapper(
      ErrorCodes codes,
      AnswerNode.@Nullable Reason reason,
      QueryContext query,
      String body,
      boolean whole) {
    this.codes = codes;
    this.query = query;
    this.body = body;
    this.whole = whole;
    this.reason = reason;
  }

  /** Returns the exception for an answer with an HTTP error status. */
  public static VideoTaskException exception(
      Adapter adapter, QueryContext query, HttpAnswer answer) {
    boolean whole = !answer.truncated() && answer.unreadable() == null;
    AnswerNode.Reason reason = adapter.error(answer.body());
    QueryContext identified = query.identifiedBy(adapter, answer.body());
    return new HttpErrorMapper(adapter.codes(), reason, identified, answer.body(), whole)
        .failure()
        .error();
  }

  public FailedQuery failure() {
    FailedQuery failed = byStatus(new QueryErrors(query, message()));
    boolean final4xx = failed.advice() == RetryAdvice.CONFIRM_ONCE_ANSWERED;
    return final4xx && isNotFromGateway() ? failed.with(RetryAdvice.RETRY_ONCE_ANSWERED) : failed;
  }

  private FailedQuery byStatus(QueryErrors errors) {
    int status = query.status();
    CodeMeaning meaning = status >= 400 && status < 500 ? codes.of(reason) : null;
    // An overload is a failure of the gateway, unless it says that there are too many requests.
    boolean tooMany = status == 429 && meaning == CodeMeaning.TRANSIENT;
    if (meaning != null
        && !tooMany
        && meaning != CodeMeaning.REFUSED
        && meaning != CodeMeaning.OUTPUT_REFUSED) {
      return errors.of(meaning);
    }
    return switch (status) {
      case 401, 402, 403 -> keyError(errors, status);
      case 400 -> errors.refused("the task's id and the base URL");
      case 404 -> isAboutTheTask() ? errors.notFound() : errors.refused("the base URL");
      case 410 -> errors.notFound();
      case 408, 425 -> errors.unreachable();
      case 429 -> errors.rateLimited();
      case 501, 505 ->
          errors.refused("whether this gateway can answer for this vendor's tasks at this URL");
      default ->
          status >= 500 && status < 600 ? errors.unreachable() : errors.refused("the base URL");
    };
  }

  private FailedQuery keyError(QueryErrors errors, int status) {
    if (isVendorRefusal(reason)) {
      return errors.unreachable(
          "says that its vendor refused it",
          "it is the gateway's own key that is refused, not yours");
    }
    if (isGatewayFailure(reason)) {
      return errors.unreachable(
          "can't answer at the moment", "its own database fails; your key is not the cause");
    }
    return status == 401 ? errors.authentication() : errors.permission();
  }

  /** Returns whether the gateway reports that the vendor refused the gateway, not the user. */
  static boolean isVendorRefusal(AnswerNode.@Nullable Reason reason) {
    return VENDOR_REFUSAL.equals(code(reason));
  }

  /** Returns whether the gateway reports a failure of its own. */
  static boolean isGatewayFailure(AnswerNode.@Nullable Reason reason) {
    String message = reason == null || reason.isPage() ? null : reason.message();
    return message != null && message.length() < 4000 && GATEWAY_FAILURE.matcher(message).matches();
  }

  /** Returns whether this is a redirect, a web page or plain text instead of a gateway's JSON. */
  private boolean isNotFromGateway() {
    return query.status() < 400 || !(body.isBlank() || BodyClassifier.isJson(body));
  }

  /**
   * Returns whether a 404 is about the task: a gateway that knows the path answers with JSON, or
   * with an empty body.
   */
  private boolean isAboutTheTask() {
    return (whole && body.isBlank())
        || (!body.contains(INVALID_URL) && BodyClassifier.isJson(body));
  }

  private static @Nullable String code(AnswerNode.@Nullable Reason reason) {
    Scalar code = reason == null ? null : reason.code();
    return code == null ? null : code.text().strip();
  }

  private @Nullable String message() {
    if (reason == null) {
      return null;
    }
    String message = reason.message();
    if (reason.isPage()) {
      return "the answer is " + message + " and not the gateway's";
    }
    return message == null ? code(reason) : message;
  }
}
