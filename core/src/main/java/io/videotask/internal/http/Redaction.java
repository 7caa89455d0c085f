package io.videotask.internal.http;

import java.util.regex.Pattern;

/**
 * Sanitises text from a server for messages: one line of bounded length, without control
 * characters, keys and signed URLs.
 */
public final class Redaction {
  private static final int MAX_LENGTH = 500;

  /**
   * Bounds the input of the regular expressions: a hostile server could send text that takes very
   * long to match.
   */
  private static final int MAX_INPUT = 8 * MAX_LENGTH;

  /** Matches URLs with a scheme, with JSON-escaped slashes too, and host names with a path. */
  private static final Pattern URL =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp):(?:\\\\?/){2}[^\\s\"'<>\\u3000-\\u303f]+"
              + "|\\bdata:[a-z]+/[^\\s\"'<>]+"
              + "|(?<![\\w:/])(?://|www\\.)[a-z0-9-]+\\.[^\\s\"'<>\\u3000-\\u303f]+"
              + "|\\b(?:[a-z0-9-]{1,63}\\.){1,10}[a-z]{2,24}(?::[0-9]{1,5})?/[^\\s\"'<>\\u3000-\\u303f]*");

  private static final Pattern QUERY =
      Pattern.compile("(?i)(\\bhttps?://[^\\s\"'<>?#]+)[?#][^\\s\"'<>]*");

  /** Matches the query of a URL without a scheme, or text of the same form. */
  private static final Pattern BARE_QUERY = Pattern.compile("\\?[\\w.~%\\[\\]-]+=[^\\s\"'<>]*");

  private static final Pattern MASKED_KEY = Pattern.compile("\\[?sk-[^\\s\\]*]*\\*+[^\\s\\]]*\\]?");

  private Redaction() {}

  /**
   * Returns one line: control characters escaped, masked keys redacted, truncated to 500
   * characters.
   */
  public static String line(String text) {
    if (isPlain(text)) {
      return text;
    }
    String masked = MASKED_KEY.matcher(bounded(text)).replaceAll("[key]");
    StringBuilder line = new StringBuilder(Math.min(masked.length(), MAX_LENGTH) + 8);
    int i = 0;
    while (i < masked.length() && line.length() < MAX_LENGTH) {
      int c = masked.codePointAt(i);
      i += Character.charCount(c);
      if (isUnsafe(c)) {
        line.append(String.format("\\u%04x", c));
      } else {
        line.appendCodePoint(c);
      }
    }
    boolean complete = i == masked.length() && text.length() <= MAX_INPUT;
    return complete ? line.toString() : line.append('…').toString();
  }

  /** Returns a line whose URLs have no queries, which often are signatures. */
  public static String message(String text) {
    String withoutQueries = QUERY.matcher(bounded(text)).replaceAll("$1?…");
    return line(BARE_QUERY.matcher(withoutQueries).replaceAll("?…"));
  }

  /** Returns a line without any URL. */
  public static String note(String text) {
    return line(URL.matcher(bounded(text)).replaceAll("[URL]"));
  }

  /**
   * Returns whether the text is short printable ASCII without asterisks, which needs no redaction;
   * most values are.
   */
  private static boolean isPlain(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '*') {
        return false;
      }
    }
    return true;
  }

  private static String bounded(String text) {
    return text.length() > MAX_INPUT ? text.substring(0, MAX_INPUT) : text;
  }

  private static boolean isUnsafe(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        // Bidirectional formatting characters can make a line read as something else.
        || type == Character.FORMAT;
  }
}
