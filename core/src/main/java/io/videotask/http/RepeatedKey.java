package io.videotask.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Blots out the key of a request where the server repeats it: as it is, or in the escapes of JSON
 * and of addresses, which come off before anybody is shown the text.
 */
final class RepeatedKey {
  /** A shorter key is no secret, and would be found in the middle of ordinary words. */
  private static final int SHORTEST = 8;

  private final String key;
  private final Pattern pattern;

  RepeatedKey(String key) {
    this.key = key;
    StringBuilder spellings = new StringBuilder();
    key.chars()
        .forEach(
            c ->
                spellings.append(
                    String.format(
                        Locale.ROOT, "(?:\\\\?\\x%02x|\\\\u(?i:%04x)|%%(?i:%02x))", c, c, c)));
    this.pattern = Pattern.compile(spellings.toString());
  }

  boolean is(String other) {
    return key.equals(other);
  }

  String blottedOut(String text) {
    return key.length() < SHORTEST ? text : pattern.matcher(text).replaceAll("[key]");
  }
}
