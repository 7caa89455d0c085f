package io.videotask.tracker;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prepares messages for the database: one line of bounded length, without control characters, URLs
 * and what looks like a key. Messages of handlers are the application's, and may quote anything.
 */
final class StoredMessage {
  private static final int MAX_LENGTH = 1000;

  /** Bounds the input of the regular expressions. */
  private static final int MAX_INPUT = 4 * MAX_LENGTH;

  private static final String URL_CHARACTERS = "[^\\s\"'<>\\u3000-\\u303f]";

  /** Matches URLs with a scheme, with JSON-escaped slashes too, and host names with a path. */
  private static final Pattern URL =
      Pattern.compile(
          "(?i)\\b[a-z][a-z0-9+.-]{0,30}:(?:\\\\?/){2}"
              + URL_CHARACTERS
              + "+|\\bdata:[a-z]+/"
              + URL_CHARACTERS
              + "+|(?<![\\w:/])(?://|www\\.)[a-z0-9-]+\\."
              + URL_CHARACTERS
              + "+|\\b(?:[a-z0-9-]{1,63}\\.){1,10}[a-z]{2,24}(?::[0-9]{1,5})?/"
              + URL_CHARACTERS
              + "*");

  /** Matches a value that its name makes a secret, such as {@code api_key=…}. */
  private static final Pattern NAMED_KEY =
      Pattern.compile(
          "(?i)(\\b[\\w-]{0,20}(?:api[-_ ]?key|access[-_ ]?key|token|secret|password|passwd"
              + "|signature|authorization)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)"
              + "(?:(?:bearer|basic|key|token)\\s+)?[^\\s\"',;&]+");

  private static final Pattern KEY =
      Pattern.compile(
          "(?i)\\b(?:bearer|basic)\\s+[\\w.~+/=-]{6,}"
              + "|\\b(?:sk|pk|ak|rk|r8|hf|fal|xai|key)[-_][\\w-]{6,}"
              + "|\\beyJ[\\w-]{10,}\\.[\\w-]+(?:\\.[\\w-]+)?"
              + "|\\b(?=[a-z]*[0-9])[a-z0-9+/_=]{40,}");

  private StoredMessage() {}

  /** Returns the message as it may be stored; null for null. */
  static @Nullable String of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String bounded = text.length() > MAX_INPUT ? text.substring(0, MAX_INPUT) : text;
    String redacted = URL.matcher(bounded).replaceAll("[URL]");
    redacted = NAMED_KEY.matcher(redacted).replaceAll("$1[key]");
    redacted = KEY.matcher(redacted).replaceAll("[key]");
    StringBuilder line = new StringBuilder();
    int i = 0;
    while (i < redacted.length() && line.length() < MAX_LENGTH) {
      int c = redacted.codePointAt(i);
      i += Character.charCount(c);
      line.appendCodePoint(isUnsafe(c) ? ' ' : c);
    }
    boolean complete = i == redacted.length() && bounded.length() == text.length();
    return complete ? line.toString() : line.append('…').toString();
  }

  /** PostgreSQL takes no NUL, no database a lone surrogate; the others break the line. */
  private static boolean isUnsafe(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.FORMAT;
  }
}
