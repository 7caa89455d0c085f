package io.videotask.internal.client;

import io.videotask.error.AuthenticationException;
import io.videotask.error.Evidence;
import io.videotask.error.OutcomeUnknownException;
import io.videotask.error.PermissionException;
import io.videotask.error.RateLimitedException;
import io.videotask.error.RejectedException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.util.function.BiFunction;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Builds the outcomes of a submit that created no task, each with a message to act on. */
final class SubmitErrors {
  private final SubmitAttempt attempt;
  private final @Nullable HttpAnswer answer;
  private final Evidence evidence;

  /**
   * @param answer the answer; null where none was received
   */
  SubmitErrors(SubmitAttempt attempt, @Nullable HttpAnswer answer) {
    this(
        attempt,
        answer,
        answer == null
            ? Evidence.of(null)
            : new Evidence(
                null,
                answer.status(),
                answer.requestId(),
                RetryAfterParser.of(answer.headers(), attempt.at())));
  }

  /**
   * @param evidence what the answer says besides its reason
   */
  SubmitErrors(SubmitAttempt attempt, @Nullable HttpAnswer answer, Evidence evidence) {
    this.attempt = attempt;
    this.answer = answer;
    this.evidence = evidence;
  }

  /** The outcome of a code that says that no task was created. */
  SubmitOutcome of(@Nullable CodeMeaning meaning, AnswerNode.@Nullable Reason reason) {
    if (meaning == CodeMeaning.RATE_LIMIT) {
      return rateLimited(reason);
    }
    if (meaning == CodeMeaning.AUTHENTICATION) {
      return authentication(reason);
    }
    if (meaning == CodeMeaning.QUOTA && answer != null && answer.status() == 403) {
      return withoutFunds(reason);
    }
    return meaning == CodeMeaning.PERMISSION ? permission(reason) : rejected(reason);
  }

  SubmitOutcome authentication(AnswerNode.@Nullable Reason reason) {
    return rejected(
        AuthenticationException::new,
        "does not accept the key",
        reason,
        "check the key, its expiry and its quota");
  }

  SubmitOutcome permission(AnswerNode.@Nullable Reason reason) {
    return rejected(
        PermissionException::new, "refuses this to the key", reason, "check what the key may do");
  }

  /** The account may not, until it has funds. */
  SubmitOutcome withoutFunds(AnswerNode.@Nullable Reason reason) {
    return rejected(
        PermissionException::new,
        "refuses this to the account",
        reason,
        "top up the account or the key's quota");
  }

  SubmitOutcome rateLimited(AnswerNode.@Nullable Reason reason) {
    return rejected(
        RateLimitedException::new,
        "gets too many requests",
        reason,
        "it can be submitted again later");
  }

  SubmitOutcome rejected(AnswerNode.@Nullable Reason reason) {
    return rejected("refuses the request" + redirect(), reason, advice(reason));
  }

  private SubmitOutcome rejected(
      String happened, AnswerNode.@Nullable Reason reason, String advice) {
    Scalar code = reason == null ? null : reason.code();
    String shownCode = code == null ? null : Redaction.line(code.text().strip());
    return rejected(
        (message, known) -> new RejectedException(message, shownCode, known),
        happened,
        reason,
        advice);
  }

  private SubmitOutcome rejected(
      BiFunction<String, Evidence, VideoTaskException> exception,
      String happened,
      AnswerNode.@Nullable Reason reason,
      String advice) {
    String message =
        "the gateway "
            + attempt.gateway()
            + " "
            + happened
            + status()
            + reasonText(reason)
            + "; no task was created; "
            + advice;
    Scalar code = reason == null ? null : reason.code();
    return new SubmitOutcome.Rejected(
        exception.apply(message, evidence),
        code == null ? null : Redaction.line(code.text().strip()));
  }

  /** The key is valid, but limited to other models. */
  SubmitOutcome modelNotAllowed(AnswerNode.@Nullable Reason reason) {
    return rejected(
        PermissionException::new,
        "does not let this key use the model",
        reason,
        "the key is limited to other models: use one of them, or have this one added");
  }

  /** The request exceeds the limit of the gateway or of a proxy in front of it. */
  SubmitOutcome tooLarge(AnswerNode.@Nullable Reason reason) {
    return rejected(
        "refuses the request because of its size",
        reason,
        "send smaller images, or their URLs instead of files");
  }

  /** The gateway could not check or charge the account, and sent nothing to a vendor. */
  SubmitOutcome gatewayFailed(AnswerNode.@Nullable Reason reason) {
    return rejected(
        "has a problem of its own, and refuses the request",
        reason,
        "the key may be right; it can be submitted again later");
  }

  /** The vendor refused the request, as reported by the gateway. */
  SubmitOutcome vendorRefuses(AnswerNode.@Nullable Reason reason) {
    return rejected(
        "was refused by its vendor",
        reason,
        "this is about the gateway's own account or key at the vendor, not about yours: contact the"
            + " gateway's operator");
  }

  /**
   * A proxy in front of the gateway answered.
   *
   * @param title the web page's title; null for none
   */
  SubmitOutcome webPage(@Nullable String title) {
    return rejected(
        "did not answer with its API but with a web page" + redirect(),
        title == null ? null : new AnswerNode.Reason("title", null, '"' + title + '"'),
        "check the base URL, and any proxy in front of the gateway");
  }

  /** The request may have arrived; its outcome is unknown. */
  SubmitOutcome unknown(String happened, AnswerNode.@Nullable Reason reason) {
    return new SubmitOutcome.Unknown(
        new OutcomeUnknownException(
            "it is unknown whether "
                + attempt.gateway()
                + " created a task: "
                + shown(happened)
                + status()
                + reasonText(reason)
                + "; it may exist and be billed, so look for it there before submitting again (sent "
                + attempt.at()
                + " as "
                + attempt.correlationId()
                + (evidence.requestId() == null ? "" : ", request " + evidence.requestId())
                + ")",
            evidence,
            attempt.lost()));
  }

  /** No answer was received, and bytes may have been sent. */
  SubmitOutcome lost(IOException cause) {
    SubmitOutcome.Unknown unknown =
        (SubmitOutcome.Unknown) unknown("after the request had left, " + problem(cause), null);
    unknown.error().initCause(cause);
    return unknown;
  }

  private static String problem(IOException cause) {
    return "Canceled".equals(cause.getMessage())
        ? "it was cancelled"
        : ConnectionFailure.describe(cause);
  }

  private String status() {
    return answer == null ? "" : " (HTTP " + answer.status() + ")";
  }

  private String reasonText(AnswerNode.@Nullable Reason reason) {
    if (reason == null) {
      return "";
    }
    String message = reason.message();
    Scalar code = reason.code();
    return ": "
        + (message == null ? "" : shown(message))
        + (code == null ? "" : (message == null ? "code " : " (code ") + shown(code.text()))
        + (code == null || message == null ? "" : ")");
  }

  private String shown(String text) {
    return Redaction.message(attempt.withoutPrompt(text));
  }

  /** Returns the redirect's target, host only, since the rest may be secret. */
  private String redirect() {
    if (answer == null || answer.status() >= 400) {
      return "";
    }
    String location = answer.headers().get("Location");
    HttpUrl target = location == null ? null : attempt.base().resolve(location);
    return target == null ? "" : " and redirects to " + target.host();
  }

  private String advice(AnswerNode.@Nullable Reason reason) {
    int status = answer == null ? 0 : answer.status();
    if (SubmitRefusals.isVendorRefusal(reason)) {
      return "change the request, or contact the gateway's operator";
    }
    if (SubmitRefusals.isQuota(reason, null)) {
      return "top up the account or the key's quota";
    }
    boolean isUrlWrong = (status < 400 && status >= 300) || status == 404 || status == 405;
    return isUrlWrong ? "check the base URL" : "change the request";
  }
}
