package io.videotask.internal.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Blots out the key of a request where the server repeats it: as it is, or in the escapes of JSON
 * and of addresses, which come off before anybody is shown the text.
 */
final class EchoedKeyRedactor {
  /** A shorter key is no secret, and would be found in the middle of ordinary words. */
  private static final int SHORTEST = 8;

  private final String authorization;
  private final String key;
  private final Pattern pattern;

  /**
   * @param authorization the request's header: the key is all that follows the first blank
   */
  EchoedKeyRedactor(String authorization) {
    this.authorization = authorization;
    this.key = authorization.substring(authorization.indexOf(' ') + 1);
    StringBuilder spellings = new StringBuilder();
    key.chars()
        .forEach(
            c ->
                spellings.append(
                    String.format(
                        Locale.ROOT, "(?:\\\\?\\x%02x|\\\\u(?i:%04x)|%%(?i:%02x))", c, c, c)));
    this.pattern = Pattern.compile(spellings.toString());
  }

  boolean isOf(String other) {
    return authorization.equals(other);
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

  String blottedOut(String text) {
    if (key.length() < SHORTEST) {
      return text;
    }
    return isEscaped(text) || text.contains(key) ? pattern.matcher(text).replaceAll("[key]") : text;
  }
}
