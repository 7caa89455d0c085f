package io.videotask.internal.client;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.ErrorCodes;
import io.videotask.internal.dialect.FailureReasons;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the reason in an answer to a submit: no task was created, and why; or the outcome is
 * unknown. {@code docs/statuses.md} lists the codes.
 */
public final class SubmitRefusals {
  /**
   * The 4xx statuses that a server or proxy sends after it lost the request, when the service
   * behind it failed, or when the same request is already in progress.
   */
  public static final Set<Integer> AMBIGUOUS_STATUSES = Set.of(408, 409, 424, 425, 444, 460, 499);

  /** Codes and types of gateways and vendors for an account without funds. */
  public static final Set<String> QUOTA_CODES =
      Set.of(
          "insufficient_user_quota",
          "quota_not_enough",
          "insufficient_quota",
          "insufficient_balance",
          "insufficient_balance_error",
          "insufficient_credits",
          "billing_hard_limit_reached",
          "billing_not_active",
          "account_overdue");

  /** What says nothing about whether a task was created. */
  private static final Set<CodeMeaning> NO_REFUSAL =
      Set.of(CodeMeaning.TRANSIENT, CodeMeaning.RUNNING, CodeMeaning.CANCELLED);

  static final String NO_SUCH_MODEL = "model_not_found";

  /** new-api's code for a vendor's refusal; the HTTP status is the vendor's. */
  private static final String VENDOR_REFUSAL = "fail_to_fetch_task";

  /** Messages about an account without funds; with 429 too, where waiting would not help. */
  private static final Pattern QUOTA_TEXT =
      Pattern.compile(
          "(?is).*(insufficient (?:\\w+ )?(?:quota|balance|credit|fund)|not enough (?:quota|credit|balance)"
              + "|(?:balance|credits?|quota|funds) (?:is|are) (?:insufficient|not enough|exhausted|used up)"
              + "|exhausted (?:\\w+ )?balance|overdue balance"
              + "|out of credits|exceeded your current quota|余额不足|额度不足|欠费).*");

  private static final Pattern MODEL_TEXT =
      Pattern.compile(
          "(?is).*((?:no|not have) access to (?:the )?model|not allowed to access (?:the )?model"
              + "|无权访问模型|无权使用模型).*");

  /** Messages of a gateway whose account database failed. */
  private static final Pattern DATABASE_TEXT =
      Pattern.compile(
          "(?is).*(database (?:is )?locked|database error|sqlite|deadlock found|too many connections"
              + "|数据库).*");

  private static final Pattern LOST_TEXT =
      Pattern.compile(
          "(?is).*(timed?[ _-]?out|deadline[ _]exceeded|context cancell?ed|connection (?:was )?(?:reset|closed|aborted)"
              + "|broken pipe|unexpected eof|超时).*");

  /** Messages that a gateway sends with a success status when the service behind it failed. */
  private static final Pattern FAILURE_TEXT =
      Pattern.compile(
          "(?is).*(bad gateway|service unavailable|internal (?:server )?error|server[ _]error"
              + "|system error|unknown error|upstream|do_request_failed|connection refused"
              + "|内部错误|系统错误|系统异常|服务器|网络).*");

  private static final Pattern SUCCESS_TEXT =
      Pattern.compile(
          "(?i)(?:\\p{L}{0,4}成功|success\\w*|succeed\\w*|ok|accepted|created|done)[.!。]?");

  private static final Pattern SUCCESS_CODE = Pattern.compile("0+|20\\d{0,4}");

  private SubmitRefusals() {}

  /** Returns whether a code or result of the gateway's own says that no task was created. */
  public static boolean isRefusal(@Nullable CodeMeaning meaning) {
    return meaning != null && !NO_REFUSAL.contains(meaning);
  }

  /** Returns whether the reason is an account without funds, as opposed to an exceeded rate. */
  static boolean isQuota(AnswerNode.@Nullable Reason reason, @Nullable String type) {
    return isQuotaCode(code(reason))
        || isQuotaCode(type)
        || QUOTA_TEXT.matcher(message(reason)).matches();
  }

  /** The same by code alone, since a quota message may be about a rate per minute. */
  static boolean isQuotaByCode(AnswerNode.@Nullable Reason reason, @Nullable String type) {
    return isQuotaCode(code(reason)) || isQuotaCode(type);
  }

  /** Returns whether the key is limited to other models. */
  static boolean isModelLimit(AnswerNode.@Nullable Reason reason) {
    return MODEL_TEXT.matcher(message(reason)).matches();
  }

  /**
   * Returns whether the gateway failed before it sent anything to a vendor: it could not read or
   * charge the account.
   */
  static boolean isGatewayFailure(AnswerNode.@Nullable Reason reason) {
    return DATABASE_TEXT.matcher(message(reason)).matches();
  }

  /** Returns whether a vendor refused the gateway's request, or the gateway's own key. */
  static boolean isVendorRefusal(AnswerNode.@Nullable Reason reason) {
    return VENDOR_REFUSAL.equals(code(reason));
  }

  /** Returns whether the content or the parameters were refused. */
  static boolean isRequestRefusal(ErrorCodes codes, AnswerNode.@Nullable Reason reason) {
    return reason != null
        && Boolean.FALSE.equals(
            FailureReasons.retryable(codes, TaskState.FAILED, code(reason), reason.message()));
  }

  /** Returns whether the gateway received no answer: the vendor may have created the task. */
  static boolean isAnswerLost(AnswerNode.@Nullable Reason reason) {
    String code = code(reason);
    return LOST_TEXT.matcher(message(reason)).matches()
        || (code != null && (LOST_TEXT.matcher(code).matches() || isServerStatus(code)));
  }

  /**
   * Returns whether an error with a success status leaves the outcome unknown: a transient failure,
   * or a code without a message, which may be a success code.
   */
  static boolean isOutcomeUnclear(AnswerNode.Reason reason) {
    String code = code(reason);
    String message = message(reason);
    if (isAnswerLost(reason)
        || FAILURE_TEXT.matcher(message).matches()
        || SUCCESS_TEXT.matcher(message).matches()) {
      return true;
    }
    return code != null
        && (FAILURE_TEXT.matcher(code).matches()
            || SUCCESS_CODE.matcher(code).matches()
            || FailureReasons.TRANSIENT_CODES.contains(code.toLowerCase(Locale.ROOT))
            || (message.isEmpty() && Scalar.isNumber(code) && !isClientStatus(code)));
  }

  /** Returns whether a message only reports success. */
  static boolean isSuccess(String message) {
    return StatusMapping.isSuccessMessage(message)
        || SUCCESS_TEXT.matcher(message.strip()).matches();
  }

  private static boolean isQuotaCode(@Nullable String code) {
    return code != null && QUOTA_CODES.contains(code.toLowerCase(Locale.ROOT));
  }

  private static boolean isServerStatus(String code) {
    int status = status(code);
    return (status >= 500 && status < 600) || AMBIGUOUS_STATUSES.contains(status);
  }

  private static boolean isClientStatus(String code) {
    int status = status(code);
    return status >= 400 && status < 500 && !AMBIGUOUS_STATUSES.contains(status);
  }

  private static int status(String code) {
    BigDecimal number = new Scalar(code, true).number();
    return number == null ? 0 : number.intValue();
  }

  static @Nullable String code(AnswerNode.@Nullable Reason reason) {
    Scalar code = reason == null ? null : reason.code();
    return code == null ? null : code.text().strip();
  }

  private static String message(AnswerNode.@Nullable Reason reason) {
    String message = reason == null ? null : reason.message();
    return message == null ? "" : message.substring(0, Math.min(message.length(), 4000)).strip();
  }
}
