package io.videotask.internal.answer;

import io.videotask.internal.dialect.NestedJsonObjects;
import io.videotask.internal.dialect.ReasonText;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
  private static final Pattern REASONS =
      Pattern.compile(".*(?:filter|filtered|block|blocked|moderation)reasons?|reasons?");
  private static final Set<String> REMOVED =
      Set.of("moderated", "ismoderated", "contentfiltered", "nsfw", "isnsfw", "flagged", "blocked");
  private static final Set<String> PASSED =
      Set.of("respectmoderation", "moderationpassed", "passedmoderation");
  private static final Set<String> EXCLUDED =
      Set.of("input", "request", "params", "parameters", "properties");

  private Moderation() {}

  /** Returns what removed the video, for messages; null where nothing did. */
  static @Nullable String removedBy(String body) {
    if (!TRACE.matcher(body).find()) {
      return null;
    }
    for (NestedJsonObjects.Found found :
        NestedJsonObjects.of(body, field -> !EXCLUDED.contains(field))) {
      for (var field : found.object().fields().entrySet()) {
        if (isRemoval(NestedJsonObjects.key(field.getKey()), Scalar.ofJson(field.getValue()))) {
          String reasons = reasons(found.object());
          return reasons == null ? "moderation took the video (" + field.getKey() + ")" : reasons;
        }
      }
    }
    return null;
  }

  private static boolean isRemoval(String key, @Nullable Scalar value) {
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

  private static @Nullable String reasons(JsonObject object) {
    for (var field : object.fields().entrySet()) {
      String text =
          REASONS.matcher(NestedJsonObjects.key(field.getKey())).matches()
              ? ReasonText.of(field.getValue())
              : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
