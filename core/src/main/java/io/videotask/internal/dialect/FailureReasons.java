package io.videotask.internal.dialect;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the reason of a task's failure, and decides whether the task may succeed at another try.
 */
public final class FailureReasons {
  /** Codes for refused content and parameters: MiniMax's, Jimeng's risk checks, Kling's 1301. */
  static final Set<String> REFUSED =
      Set.of(
          "1026",
          "1039",
          "2013",
          "1301",
          "50411",
          "50412",
          "50413",
          "moderation_blocked",
          "content_policy_violation",
          "invalid_request");

  /**
   * MiniMax's and Jimeng's codes for a finished video that moderation removed: the same request
   * often succeeds at another try.
   */
  static final Set<String> OUTPUT_REFUSED = Set.of("1027", "50511", "50512", "50513");

  /** Codes for transient failures: MiniMax's, OpenAI's and the gateway's own. */
  public static final Set<String> TRANSIENT_CODES =
      Set.of(
          "1000",
          "1001",
          "1002",
          "1024",
          "1033",
          "429",
          "500",
          "internal",
          "internal_error",
          "server_error",
          "rate_limit",
          "50429",
          "50430",
          "50500",
          "50501",
          "timeout");

  /** A number that means something else at each vendor, as opposed to an HTTP status. */
  private static final Pattern VENDORS_NUMBER = Pattern.compile("[0-9]{4,}");

  private static final int MAX_TEXT = 4000;

  /** Terms for content in codes and messages. */
  private static final String CONTENT =
      "sensitive|moderat|inspection|violat(?:ion|es?\\b|ed|ing)|copyright|\\bunsafe|guideline"
          + "|inappropriate[ _-]?content|content[ _-]?(?:policy|polic|filter|safety|security)"
          + "|safety[ _-]?(?:system|filter|polic|rule|violation|check|reason|block)|nsfw"
          + "|敏感|审核|违规|侵权|版权";

  private static final Pattern REFUSED_CODE =
      Pattern.compile(
          "(?i).*(?:"
              + CONTENT
              + "|invalid_?parameter|illegal|prohibited_?content|unsafe|safety).*");
  private static final Pattern REFUSED_TEXT =
      Pattern.compile(
          "(?is).*(?:" + CONTENT + "|risk control|risk not pass|prohibit|\\bsafety\\b).*");

  /** Codes for content, as opposed to parameters, permissions or rates. */
  private static final Pattern CONTENT_CODE =
      Pattern.compile(
          "(?i).*(?:sensitive|moderat|content[ _-]?(?:policy|filter|violation|safety)|copyright|nsfw"
              + "|policy_?violation|safety_?violation|prohibited_?content|inspection|unsafe).*");

  private static final Pattern CONTENT_TEXT =
      Pattern.compile(
          "(?is).*(?:moderat(?:ion|ed)|content[ _-]polic|inappropriate content|safety (?:system|filter"
              + "|polic)|sensitive (?:content|words?|information|material)|copyright"
              + "|(?:content|community|safety|usage) guidelines"
              + "|(?:input|output) new_sensitive|risk not pass|敏感|审核|违规|版权).*");

  /** Codes for content only: MiniMax's, Jimeng's and Kling's. */
  private static final Set<String> CONTENT_CODES =
      Set.of("1026", "1027", "1039", "1301", "50411", "50412", "50413", "50511", "50512", "50513");

  private static final Pattern OUTPUT =
      Pattern.compile(
          "(?is).*(?:\\boutput|post[ _]?(?:img|text|video)|"
              + "\\b(?:generated|finished|resulting|result|produced)[ _]?(?:video|image|content|clip)?\\b"
              + "|输出|生成的).*");
  private static final Pattern OUTPUT_CODE = Pattern.compile("(?i).*output.*");
  private static final Pattern TRANSIENT_TEXT =
      Pattern.compile(
          "(?is).*(upstream returned|failed to get channel info|任务超时|timed? ?out|timeout|"
              + "rate limit|server had an error|internal error|system error|超时).*");

  private FailureReasons() {}

  /**
   * Returns the failure of a task with this final state.
   *
   * @param levels from the outer one inward
   * @param body the whole answer
   */
  public static TaskFailure of(
      ErrorCodes codes, TaskState state, List<AnswerNode> levels, String body) {
    List<AnswerNode.Reason> reported = new ArrayList<>();
    for (AnswerNode level : levels) {
      reported.addAll(reasons(level));
    }
    AnswerNode.Reason best = SpecificReason.of(reported, body);
    Scalar code = best == null ? null : best.code();
    return failure(
        codes, state, code == null ? null : code.text(), best == null ? null : best.message());
  }

  /** Returns a failure with a known code and message. */
  public static TaskFailure failure(
      ErrorCodes codes, TaskState state, @Nullable String code, @Nullable String message) {
    return new TaskFailure(
        code == null ? null : Redaction.line(code),
        message == null ? null : Redaction.message(message),
        retryable(codes, state, code, message));
  }

  private static List<AnswerNode.Reason> reasons(AnswerNode level) {
    List<AnswerNode.Reason> reasons = new ArrayList<>();
    AnswerNode.Reason reported = level.failReason();
    AnswerNode.Reason failReason = reported == null ? null : UsableReason.of(reported);
    for (AnswerNode.Reason reason : level.reasons()) {
      if (reason.kind() == AnswerNode.Reason.FieldKind.ENVELOPE && failReason != null) {
        reasons.add(failReason);
        failReason = null;
      }
      AnswerNode.Reason usable = UsableReason.of(reason);
      if (usable != null) {
        reasons.add(usable);
      }
    }
    if (failReason != null) {
      reasons.add(failReason);
    }
    for (AnswerNode.UrlField field : level.urlFields()) {
      for (AnswerNode.Found found : field.videos()) {
        // Since v0.11.0 new-api puts the error's text into the URL's field.
        if (found.url() != null && ReportedUrl.of(found.url(), null) == null) {
          AnswerNode.Reason usable =
              UsableReason.of(new AnswerNode.Reason(field.name(), null, found.url()));
          if (usable != null) {
            reasons.add(usable);
          }
        }
      }
    }
    return reasons;
  }

  /**
   * Returns whether an error reports refused content, by its code or else by its message; null
   * where it does not.
   */
  public static @Nullable Refusal refusal(ErrorCodes codes, AnswerNode.@Nullable Reason reason) {
    CodeMeaning own = codes.of(reason);
    if (own == CodeMeaning.REFUSED || own == CodeMeaning.OUTPUT_REFUSED) {
      return Refusal.BY_CODE;
    }
    Scalar code = reason == null ? null : reason.code();
    String lowerCode = code == null ? "" : code.text().strip().toLowerCase(Locale.ROOT);
    if ((codes.passesOnVendors() && CONTENT_CODES.contains(lowerCode))
        || (lowerCode.length() < 100 && CONTENT_CODE.matcher(lowerCode).matches())) {
      return Refusal.BY_CODE;
    }
    String message = reason == null ? null : reason.message();
    return message != null && CONTENT_TEXT.matcher(bounded(message)).matches()
        ? Refusal.BY_TEXT
        : null;
  }

  /** What identified refused content. */
  public enum Refusal {
    BY_CODE,
    BY_TEXT
  }

  /**
   * Returns false for a refusal, true for a transient failure, null where unknown. The gateway's
   * own codes and texts decide first; what other vendors' usual words mean counts only at gateways
   * that pass these on.
   */
  public static @Nullable Boolean retryable(
      ErrorCodes codes, TaskState state, @Nullable String code, @Nullable String message) {
    CodeMeaning own = codes.of(code, message);
    if (own != null) {
      switch (own) {
        case REFUSED, INVALID -> {
          return false;
        }
        case OUTPUT_REFUSED -> {
          return null;
        }
        case PERMISSION, QUOTA -> {
          // At the vendor itself the account is the caller's, and stays as it is until they act.
          if (!codes.passesOnVendors()) {
            return false;
          }
        }
        case TRANSIENT, RATE_LIMIT -> {
          return true;
        }
        default -> {} // The text may tell.
      }
    }
    return codes.passesOnVendors()
        ? retryableOfAnyVendor(state, code, message)
        : retryableByTerms(state, code, message);
  }

  /**
   * The same for a gateway that has listed its own codes and texts: others than these are unknown,
   * unless they speak of refused content.
   */
  private static @Nullable Boolean retryableByTerms(
      TaskState state, @Nullable String code, @Nullable String message) {
    boolean refused =
        (code != null
                && !VENDORS_NUMBER.matcher(code.strip()).matches()
                && (REFUSED_CODE.matcher(bounded(code)).matches()
                    || REFUSED.contains(code.toLowerCase(Locale.ROOT))))
            || (message != null && REFUSED_TEXT.matcher(bounded(message)).matches());
    return refused ? (Boolean) false : state == TaskState.EXPIRED ? (Boolean) true : null;
  }

  /** The same for a gateway that passes on the codes and texts of any vendor. */
  private static @Nullable Boolean retryableOfAnyVendor(
      TaskState state, @Nullable String code, @Nullable String message) {
    String reported = message == null ? "" : bounded(message);
    if (code != null) {
      String lowerCode = bounded(code).toLowerCase(Locale.ROOT);
      if (OUTPUT_REFUSED.contains(lowerCode)) {
        return null;
      }
      if (REFUSED_CODE.matcher(lowerCode).matches()) {
        return OUTPUT_CODE.matcher(lowerCode).matches() ? null : (Boolean) false;
      }
      if (REFUSED.contains(lowerCode)) {
        return false;
      }
      if (TRANSIENT_CODES.contains(lowerCode)) {
        return true;
      }
    }
    if (REFUSED_TEXT.matcher(reported).matches()) {
      return OUTPUT.matcher(reported).matches() ? null : (Boolean) false;
    }
    if (state == TaskState.EXPIRED || TRANSIENT_TEXT.matcher(reported).matches()) {
      return true;
    }
    return null;
  }

  private static String bounded(String message) {
    return message.substring(0, Math.min(message.length(), MAX_TEXT));
  }
}
