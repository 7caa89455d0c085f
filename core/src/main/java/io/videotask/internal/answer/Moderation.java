package io.videotask.internal.answer;

import io.videotask.internal.dialect.NestedJsonObjects;
import io.videotask.internal.dialect.ReasonText;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Detects that moderation removed the video of a finished task. Vendors end such a task with
 * success: Google counts the videos that its filter removed, xAI reports that moderation was not
 * respected.
 */
final class Moderation {
  /** Searched for first, since hardly any body contains these. */
  private static final Pattern TRACE = Pattern.compile("(?i)moderat|filter|nsfw|flagged|blocked");

  private static final Pattern COUNT =
      Pattern.compile(".*filtered(?:video|media|output)?(?:s)?count");

  /** Reasons that are not there unless something was removed. */
  private static final Pattern REMOVAL_REASONS =
      Pattern.compile(".*(?:filter(?:ed)?|block(?:ed)?)(?:video|media|output)?s?reasons?");

  private static final Pattern REASONS =
      Pattern.compile(".*(?:filter|filtered|block|blocked|moderation)reasons?|reasons?");
  private static final Set<String> REMOVED =
      Set.of("moderated", "ismoderated", "contentfiltered", "nsfw", "isnsfw", "flagged", "blocked");
  private static final Set<String> PASSED =
      Set.of("respectmoderation", "moderationpassed", "passedmoderation");
  private static final Set<String> EXCLUDED =
      Set.of("input", "request", "params", "parameters", "properties");

  private Moderation() {}

  /** Returns the reasons why the video was removed, for messages; empty where it was not. */
  static List<String> removedBy(String body) {
    if (!TRACE.matcher(body).find()) {
      return List.of();
    }
    for (NestedJsonObjects.Found found :
        NestedJsonObjects.of(body, field -> !EXCLUDED.contains(field))) {
      for (var field : found.object().fields().entrySet()) {
        if (isRemoval(NestedJsonObjects.key(field.getKey()), field.getValue())) {
          List<String> reasons = reasons(found.object());
          return reasons.isEmpty()
              ? List.of("moderation took the video (" + field.getKey() + ")")
              : reasons;
        }
      }
    }
    return List.of();
  }

  private static boolean isRemoval(String key, String json) {
    if (REMOVAL_REASONS.matcher(key).matches()) {
      return !ReasonText.each(json).isEmpty();
    }
    Scalar value = Scalar.ofJson(json);
    if (value == null) {
      return false;
    }
    if (COUNT.matcher(key).matches()) {
      BigDecimal count = value.number();
      return count != null && count.signum() > 0;
    }
    String text = value.text().strip();
    return (REMOVED.contains(key) && text.equalsIgnoreCase("true"))
        || (PASSED.contains(key) && text.equalsIgnoreCase("false"));
  }

  private static List<String> reasons(JsonObject object) {
    for (var field : object.fields().entrySet()) {
      if (REASONS.matcher(NestedJsonObjects.key(field.getKey())).matches()) {
        List<String> texts = ReasonText.each(field.getValue());
        if (!texts.isEmpty()) {
          return texts;
        }
      }
    }
    return List.of();
  }
}
