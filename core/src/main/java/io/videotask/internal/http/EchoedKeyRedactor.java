package io.videotask.internal.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Redacts a request's API key where the server echoes it: verbatim, with JSON escapes or
 * percent-encoded. The escapes are removed before the text is shown, so they must be recognised
 * here.
 */
final class EchoedKeyRedactor {
  /** Shorter keys are not redacted: they are no secrets, and would match inside ordinary words. */
  private static final int MIN_KEY_LENGTH = 8;

  private final String key;
  private final Pattern pattern;

  /**
   * @param key the key or token that the request carries
   */
  EchoedKeyRedactor(String key) {
    this.key = key;
    StringBuilder regex = new StringBuilder();
    key.chars()
        .forEach(
            c ->
                regex.append(
                    String.format(
                        Locale.ROOT, "(?:\\\\?\\x%02x|\\\\u(?i:%04x)|%%(?i:%02x))", c, c, c)));
    this.pattern = Pattern.compile(regex.toString());
  }

  boolean isFor(String other) {
    return key.equals(other);
  }

  private static boolean isEscaped(String text) {
    if (text.indexOf('\\') >= 0) {
      return true;
    }
    for (int i = text.indexOf('%'); i >= 0 && i + 2 < text.length(); i = text.indexOf('%', i + 1)) {
      if (Character.digit(text.charAt(i + 1), 16) >= 0) {
        return true;
      }
    }
    return false;
  }

  String redact(String text) {
    if (key.length() < MIN_KEY_LENGTH) {
      return text;
    }
    return isEscaped(text) || text.contains(key) ? pattern.matcher(text).replaceAll("[key]") : text;
  }
}
