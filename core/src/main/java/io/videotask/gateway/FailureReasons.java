package io.videotask.gateway;

import io.videotask.http.Redaction;
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
final class FailureReasons {
  /**
   * MiniMax's codes for content and parameters; Jimeng's for the risk checks of inputs and outputs;
   * Kling's 1301.
   */
  static final Set<String> REFUSED =
      Set.of(
          "1026",
          "1027",
          "1039",
          "2013",
          "1301",
          "50411",
          "50412",
          "50413",
          "50511",
          "50512",
          "50513",
          "moderation_blocked",
          "content_policy_violation",
          "invalid_request");

  /** MiniMax's codes for what passes; OpenAI's and the gateway's own. */
  static final Set<String> BROKE =
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

  private static final Pattern REFUSED_CODE =
      Pattern.compile(
          "(?i).*(sensitive|invalid_?parameter|moderation|inspection|violation|illegal).*");
  private static final Pattern REFUSED_TEXT =
      Pattern.compile(
          "(?is).*(sensitive|moderation|inspection|inappropriate content|risk control|risk not pass"
              + "|content policy|敏感|审核|违规).*");
  private static final Pattern BROKE_TEXT =
      Pattern.compile(
          "(?is).*(upstream returned|failed to get channel info|任务超时|timed? ?out|timeout|"
              + "rate limit|server had an error|internal error|system error|超时).*");

  private FailureReasons() {}

  /** The failure of a task that ended in this state, from the levels from the outer one inward. */
  static TaskFailure of(TaskState state, List<Level> levels) {
    List<Level.Reason> told = new ArrayList<>();
    for (Level level : levels) {
      told.addAll(reasons(level));
    }
    Level.Reason best = null;
    for (Level.Reason reason : told) {
      if (reason.message() != null) {
        best = reason;
        break;
      }
    }
    if (best == null) {
      best = told.isEmpty() ? new Level.Reason("", null, null) : told.get(0);
    }
    String code = best.code() == null ? codeOfTheSame(best, told) : best.code().text();
    return failure(state, code, best.message());
  }

  /** A failure with a known code and message. */
  static TaskFailure failure(TaskState state, @Nullable String code, @Nullable String message) {
    return new TaskFailure(
        code == null ? null : Redaction.line(code),
        message == null ? null : Redaction.message(message),
        retryable(state, code, message));
  }

  private static List<Level.Reason> reasons(Level level) {
    List<Level.Reason> reasons = new ArrayList<>();
    Level.Reason told = level.failReason();
    Level.Reason failReason = told == null ? null : believed(told.place(), null, told.message());
    for (Level.Reason reason : level.reasons()) {
      if (reason.place().equals("message") && failReason != null) {
        reasons.add(failReason);
        failReason = null;
      }
      Level.Reason believed = believed(reason.place(), reason.code(), reason.message());
      if (believed != null) {
        reasons.add(believed);
      }
    }
    if (failReason != null) {
      reasons.add(failReason);
    }
    for (Level.Place place : level.places()) {
      for (Level.Found found : place.videos()) {
        // Since v0.11.0 new-api answers with the error's text where the address would be.
        if (found.address() != null && Address.of(found.address(), null) == null) {
          Level.Reason believed = believed(place.name(), null, found.address());
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
  private static Level.@Nullable Reason believed(
      String place, @Nullable Scalar code, @Nullable String message) {
    String text =
        message == null || message.isBlank() || isSuccessWord(message) ? null : message.strip();
    return text == null && code == null ? null : new Level.Reason(place, code, text);
  }

  static boolean isSuccessWord(String message) {
    return message.strip().equalsIgnoreCase("ok")
        || StatusWords.stateOf(message) == TaskState.COMPLETED;
  }

  /**
   * The gateway repeats the vendor's sentence without its code: the vendor's place is where it
   * comes from.
   */
  private static @Nullable String codeOfTheSame(Level.Reason best, List<Level.Reason> told) {
    String message = best.message();
    for (Level.Reason other : told) {
      Scalar code = other.code();
      if (code != null && message != null && message.equals(other.message())) {
        return code.text();
      }
    }
    return null;
  }

  /** False for a refusal, true for a breakdown, null where nobody says. */
  static @Nullable Boolean retryable(
      TaskState state, @Nullable String code, @Nullable String message) {
    if (code != null) {
      String word = code.toLowerCase(Locale.ROOT);
      if (REFUSED.contains(word) || REFUSED_CODE.matcher(word).matches()) {
        return false;
      }
      if (BROKE.contains(word)) {
        return true;
      }
    }
    String told =
        message == null ? "" : message.substring(0, Math.min(message.length(), MOST_READ));
    if (REFUSED_TEXT.matcher(told).matches()) {
      return false;
    }
    if (state == TaskState.EXPIRED || BROKE_TEXT.matcher(told).matches()) {
      return true;
    }
    return null;
  }
}
