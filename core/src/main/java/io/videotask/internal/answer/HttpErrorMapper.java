package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerDecoder;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.Scalar;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an answer means whose HTTP status is not 2xx, and which tells of no task. */
public final class HttpErrorMapper {
  private static final String WRONG_ADDRESS = "Invalid URL (";
  private static final String NO_SUCH_TASK = "task_not_exist";

  /** new-api's code for a vendor that refuses the gateway's own key, or whatever it sends. */
  private static final String VENDOR_REFUSES = "fail_to_fetch_task";

  /**
   * What a gateway says whose database or cache is out of order, whichever status it puts on it.
   */
  private static final Pattern OWN_FAILURE =
      Pattern.compile(
          "(?is).*(database is locked|database (?:is )?(?:closed|error|unavailable|failure)"
              + "|bad connection|connection refused|connection reset|broken pipe|i/o timeout"
              + "|dial tcp|too many connections|deadlock|lock wait timeout|server has gone away"
              + "|context deadline exceeded|\\bredis\\b.{0,40}(?:error|fail|down|timeout|closed)"
              + "|(?:sql|database|db)\\b.{0,40}(?:error|timeout|failed|failure)|disk i/o error"
              + "|disk is full|no space left).*");

  private final QueryContext asked;
  private final String body;
  private final boolean whole;
  private final AnswerNode.@Nullable Reason reason;

  /**
   * @param reason what the body tells
   * @param whole whether the body is all that came: neither cut nor undecodable
   */
  public HttpErrorMapper(
      AnswerNode.@Nullable Reason reason, QueryContext asked, String body, boolean whole) {
    this.asked = asked;
    this.body = body;
    this.whole = whole;
    this.reason = reason;
  }

  public FailedQuery failure() {
    FailedQuery failed = byStatus(new QueryErrors(asked, said()));
    boolean final4xx = failed.remedy() == RetryAdvice.CONFIRM_ONCE_ANSWERED;
    return final4xx && isNoAnswer() ? failed.with(RetryAdvice.RETRY_ONCE_ANSWERED) : failed;
  }

  private FailedQuery byStatus(QueryErrors failures) {
    int status = asked.status();
    return switch (status) {
      case 401, 402, 403 -> ofKey(failures, status);
      case 400 ->
          isNoSuchTask()
              ? failures.notFound()
              : failures.refused("the task's id and the base address");
      case 404 -> isAboutTheTask() ? failures.notFound() : failures.refused("the base address");
      case 410 -> failures.notFound();
      case 408, 425 -> failures.unreachable();
      case 429 -> failures.rateLimited();
      case 501, 505 ->
          failures.refused(
              "whether this gateway can answer for this vendor's tasks at this address");
      default ->
          status >= 500 && status < 600
              ? failures.unreachable()
              : failures.refused("the base address");
    };
  }

  private FailedQuery ofKey(QueryErrors failures, int status) {
    if (isVendors(reason)) {
      return failures.unreachable(
          "says that its vendor refused it",
          "it is the gateway's own key that is refused, not yours");
    }
    if (isOwn(reason)) {
      return failures.unreachable(
          "can't answer at the moment",
          "its own database is out of order, and your key is not at fault");
    }
    return status == 401 ? failures.authentication() : failures.permission();
  }

  /**
   * Whether a gateway says that the vendor refuses the gateway, and not that it refuses its user.
   */
  static boolean isVendors(AnswerNode.@Nullable Reason reason) {
    return VENDOR_REFUSES.equals(code(reason));
  }

  /** Whether a gateway says that something of its own is out of order. */
  static boolean isOwn(AnswerNode.@Nullable Reason reason) {
    String message =
        reason == null || reason.place().equals(AnswerDecoder.PAGE) ? null : reason.message();
    return message != null && message.length() < 4000 && OWN_FAILURE.matcher(message).matches();
  }

  /** A redirect, a web page or a text stands where a gateway answers with JSON. */
  private boolean isNoAnswer() {
    return asked.status() < 400 || !(body.isBlank() || BodyClassifier.isJson(body));
  }

  private boolean isNoSuchTask() {
    return reason != null
        && (NO_SUCH_TASK.equals(reason.message()) || NO_SUCH_TASK.equals(code(reason)));
  }

  /** A gateway that knows the path and not the task says so in JSON, or says nothing. */
  private boolean isAboutTheTask() {
    return (whole && body.isBlank())
        || (!body.contains(WRONG_ADDRESS) && BodyClassifier.isJson(body));
  }

  private static @Nullable String code(AnswerNode.@Nullable Reason reason) {
    Scalar code = reason == null ? null : reason.code();
    return code == null ? null : code.text().strip();
  }

  private @Nullable String said() {
    if (reason == null) {
      return null;
    }
    String message = reason.message();
    if (reason.place().equals(AnswerDecoder.PAGE)) {
      return "the answer is " + message + " and not the gateway's";
    }
    return message == null ? code(reason) : message;
  }
}
