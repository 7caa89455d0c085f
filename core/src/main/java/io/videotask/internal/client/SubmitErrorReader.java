package io.videotask.internal.client;

import io.videotask.gateway.SubmitOutcome;
import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps the answer to a submit with an HTTP error status, or a redirect, to its outcome. */
final class SubmitErrorReader {
  private final SubmitAnswer answer;
  private final SubmitErrors errors;
  private final int status;
  private final AnswerNode.@Nullable Reason reason;

  SubmitErrorReader(SubmitAnswer answer) {
    this.answer = answer;
    this.errors = answer.errors();
    this.status = answer.answer().status();
    this.reason = answer.reason();
  }

  SubmitOutcome outcome() {
    String inBody = answer.ids().any();
    String id = inBody == null ? answer.location() : inBody;
    if (id != null) {
      return errors.unknown(
          "it answered with an error, which names the task " + answer.reference(id), reason);
    }
    if (status == 503 && SubmitRefusals.NO_SUCH_MODEL.equals(SubmitRefusals.code(reason))) {
      return errors.rejected(reason);
    }
    boolean isPage = BodyClassifier.isPage(answer.body());
    CodeMeaning meaning = answer.adapter().codes().of(reason);
    boolean refusal = SubmitRefusals.isRequestRefusal(answer.adapter().codes(), reason);
    boolean unsure =
        SubmitRefusals.AMBIGUOUS_STATUSES.contains(status) && !(status == 409 && refusal);
    if (status < 300 || status >= 500 || status == 303 || unsure) {
      return errors.unknown(
          "it answered with " + (isPage ? BodyClassifier.page(answer.body()) : "an error"), reason);
    }
    if (isPage && status >= 400) {
      return page();
    }
    if (SubmitRefusals.isRefusal(meaning)) {
      return errors.of(meaning, reason);
    }
    return switch (status) {
      case 401, 403 -> keyOrAccount();
      case 413 -> errors.tooLarge(reason);
      case 429 -> isWithoutFunds() ? errors.rejected(reason) : errors.rateLimited(reason);
      default ->
          SubmitRefusals.isAnswerLost(reason) && !refusal
              ? errors.unknown("it answered with an error", reason)
              : errors.rejected(reason);
    };
  }

  /**
   * Maps a web page to a rejection: it comes from a proxy in front of the gateway, so no task was
   * created.
   */
  private SubmitOutcome page() {
    AnswerNode.Reason page = AnswerNode.Reason.ofPage(BodyClassifier.page(answer.body()));
    return switch (status) {
      case 401 -> errors.authentication(page);
      case 413 -> errors.tooLarge(page);
      case 429 -> errors.rateLimited(page);
      default -> errors.webPage(BodyClassifier.title(answer.body()));
    };
  }

  private SubmitOutcome keyOrAccount() {
    if (SubmitRefusals.isGatewayFailure(reason)) {
      return errors.gatewayFailed(reason);
    }
    if (SubmitRefusals.isVendorRefusal(reason)) {
      return errors.vendorRefuses(reason);
    }
    if (SubmitRefusals.isModelLimit(reason)) {
      return errors.modelNotAllowed(reason);
    }
    if (status == 401) {
      return errors.authentication(reason);
    }
    if (!SubmitRefusals.isQuota(reason, errorType(answer.body()))) {
      return errors.permission(reason);
    }
    // new-api and its forks refuse what the account can't pay with 403 by its own codes.
    return answer.adapter().isOfNewApisFamily()
        ? errors.rejected(reason)
        : errors.withoutFunds(reason);
  }

  /**
   * Returns whether the account has no funds. A quota message with a Retry-After hint is about a
   * rate.
   */
  private boolean isWithoutFunds() {
    HttpAnswer received = answer.answer();
    String type = errorType(received.body());
    return RetryAfterParser.of(received.headers(), Instant.EPOCH) != null
        ? SubmitRefusals.isQuotaByCode(reason, type)
        : SubmitRefusals.isQuota(reason, type);
  }

  /** Returns the error's {@code type} in OpenAI's format; null for none. */
  private static @Nullable String errorType(String body) {
    Object error = JsonValue.inText(body) instanceof Map<?, ?> fields ? fields.get("error") : null;
    Object type = error instanceof Map<?, ?> fields ? fields.get("type") : null;
    return type instanceof Scalar scalar ? scalar.text().strip() : null;
  }
}
