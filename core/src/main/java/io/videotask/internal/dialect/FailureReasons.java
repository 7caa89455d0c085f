package io.videotask.internal.dialect;

import io.videotask.internal.http.Redaction;
import io.videotask.internal.text.Address;
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
 * Why a task failed: which of the places that tell a reason is to be believed, and whether another
 * try may help.
 */
public final class FailureReasons {
  /** MiniMax's codes for content and parameters; Jimeng's for the risk checks; Kling's 1301. */
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
   * MiniMax's and Jimeng's codes for a finished result that moderation took: another try of the
   * same request often works.
   */
  static final Set<String> OUTPUT_REFUSED = Set.of("1027", "50511", "50512", "50513");

  /** MiniMax's codes for what passes; OpenAI's and the gateway's own. */
  public static final Set<String> BROKE =
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

  private static final int MOST_READ = 4000;

  /** What speaks of content, in a code or in a sentence. */
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
      Pattern.compile("(?is).*(?:" + CONTENT + "|risk control|risk not pass).*");

  /** Content, and not parameters, rights or rates. */
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

  /** Codes of content alone: MiniMax's, Jimeng's and Kling's. */
  private static final Set<String> CONTENT_CODES =
      Set.of("1026", "1027", "1039", "1301", "50411", "50412", "50413", "50511", "50512", "50513");

  private static final Pattern OUTPUT =
      Pattern.compile(
          "(?is).*(?:\\boutput|post[ _]?(?:img|text|video)|"
              + "\\b(?:generated|finished|resulting|result|produced)[ _]?(?:video|image|content|clip)?\\b"
              + "|输出|生成的).*");
  private static final Pattern OUTPUT_CODE = Pattern.compile("(?i).*output.*");
  private static final Pattern BROKE_TEXT =
      Pattern.compile(
          "(?is).*(upstream returned|failed to get channel info|任务超时|timed? ?out|timeout|"
              + "rate limit|server had an error|internal error|system error|超时).*");

  private FailureReasons() {}

  /**
   * The failure of a task that ended in this state.
   *
   * @param levels from the outer one inward
   * @param body the whole answer
   */
  public static TaskFailure of(TaskState state, List<AnswerNode> levels, String body) {
    List<AnswerNode.Reason> told = new ArrayList<>();
    for (AnswerNode level : levels) {
      told.addAll(reasons(level));
    }
    AnswerNode.Reason best = SpecificReason.of(told, body);
    Scalar code = best == null ? null : best.code();
    return failure(state, code == null ? null : code.text(), best == null ? null : best.message());
  }

  /** A failure with a known code and message. */
  public static TaskFailure failure(
      TaskState state, @Nullable String code, @Nullable String message) {
    return new TaskFailure(
        code == null ? null : Redaction.line(code),
        message == null ? null : Redaction.message(message),
        retryable(state, code, message));
  }

  private static List<AnswerNode.Reason> reasons(AnswerNode level) {
    List<AnswerNode.Reason> reasons = new ArrayList<>();
    AnswerNode.Reason told = level.failReason();
    AnswerNode.Reason failReason =
        told == null ? null : believed(told.place(), null, told.message());
    for (AnswerNode.Reason reason : level.reasons()) {
      if (reason.place().equals("message") && failReason != null) {
        reasons.add(failReason);
        failReason = null;
      }
      AnswerNode.Reason believed = believed(reason.place(), reason.code(), reason.message());
      if (believed != null) {
        reasons.add(believed);
      }
    }
    if (failReason != null) {
      reasons.add(failReason);
    }
    for (AnswerNode.UrlField place : level.places()) {
      for (AnswerNode.Found found : place.videos()) {
        // Since v0.11.0 new-api answers with the error's text where the address would be.
        if (found.address() != null && Address.of(found.address(), null) == null) {
          AnswerNode.Reason believed = believed(place.name(), null, found.address());
          if (believed != null) {
            reasons.add(believed);
          }
        }
      }
    }
    return reasons;
  }

  /**
   * Null for what says nothing: a blank, or a word of success, which Kling sends with its failures.
   */
  private static AnswerNode.@Nullable Reason believed(
      String place, @Nullable Scalar code, @Nullable String message) {
    String text =
        message == null || message.isBlank() || isSuccessWord(message) ? null : message.strip();
    return text == null && code == null ? null : new AnswerNode.Reason(place, code, text);
  }

  public static boolean isSuccessWord(String message) {
    return message.strip().equalsIgnoreCase("ok")
        || StatusMapping.stateOf(message) == TaskState.COMPLETED;
  }

  /** Whether an error speaks of refused content by its code, or else in its sentence. */
  public static @Nullable Refusal refusal(AnswerNode.@Nullable Reason reason) {
    Scalar code = reason == null ? null : reason.code();
    String word = code == null ? "" : code.text().strip().toLowerCase(Locale.ROOT);
    if (CONTENT_CODES.contains(word)
        || (word.length() < 100 && CONTENT_CODE.matcher(word).matches())) {
      return Refusal.BY_CODE;
    }
    String message = reason == null ? null : reason.message();
    return message != null && CONTENT_TEXT.matcher(bounded(message)).matches()
        ? Refusal.BY_TEXT
        : null;
  }

  /** How an error says that content was refused. */
  public enum Refusal {
    BY_CODE,
    BY_TEXT
  }

  /** False for a refusal, true for a breakdown, null where nobody says. */
  public static @Nullable Boolean retryable(
      TaskState state, @Nullable String code, @Nullable String message) {
    String told = message == null ? "" : bounded(message);
    if (code != null) {
      String word = code.toLowerCase(Locale.ROOT);
      if (OUTPUT_REFUSED.contains(word)) {
        return null;
      }
      if (REFUSED_CODE.matcher(word).matches()) {
        return OUTPUT_CODE.matcher(word).matches() ? null : (Boolean) false;
      }
      if (REFUSED.contains(word)) {
        return false;
      }
      if (BROKE.contains(word)) {
        return true;
      }
    }
    if (REFUSED_TEXT.matcher(told).matches()) {
      return OUTPUT.matcher(told).matches() ? null : (Boolean) false;
    }
    if (state == TaskState.EXPIRED || BROKE_TEXT.matcher(told).matches()) {
      return true;
    }
    return null;
  }

  private static String bounded(String message) {
    return message.substring(0, Math.min(message.length(), MOST_READ));
  }
}
