package io.videotask.http;

import java.util.regex.Pattern;

/**
 * Makes text from a server fit to be shown: one line, of a length that can be read, without control
 * characters and without what must not be repeated.
 */
public final class Redaction {
  private static final int LONGEST = 500;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp)://[^\\s\"'<>\\u3000-\\u303f]+|\\bdata:[a-z]+/[^\\s\"'<>]+");
  private static final Pattern QUERY =
      Pattern.compile("(?i)(\\bhttps?://[^\\s\"'<>?#]+)[?#][^\\s\"'<>]*");
  private static final Pattern MASKED_KEY = Pattern.compile("\\[?sk-[^\\s\\]*]*\\*+[^\\s\\]]*\\]?");

  private Redaction() {}

  /** One line: control characters escaped, a piece of a key blotted out, cut to 500 characters. */
  public static String line(String text) {
    String masked = MASKED_KEY.matcher(text).replaceAll("[key]");
    StringBuilder line = new StringBuilder(Math.min(masked.length(), LONGEST) + 8);
    for (int i = 0; i < masked.length() && line.length() < LONGEST; ) {
      int c = masked.codePointAt(i);
      i += Character.charCount(c);
      if (isUnsafe(c)) {
        line.append(String.format("\\u%04x", c));
      } else {
        line.appendCodePoint(c);
      }
    }
    return masked.length() > LONGEST ? line.append('…').toString() : line.toString();
  }

  /** A line whose addresses have lost their queries, which are often signatures. */
  public static String message(String text) {
    String bounded = text.length() > 8 * LONGEST ? text.substring(0, 8 * LONGEST) : text;
    return line(QUERY.matcher(bounded).replaceAll("$1?…"));
  }

  /** A line without any address. */
  public static String note(String text) {
    String bounded = text.length() > 8 * LONGEST ? text.substring(0, 8 * LONGEST) : text;
    return line(ADDRESS.matcher(bounded).replaceAll("[address]"));
  }

  private static boolean isUnsafe(int c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        // Direction marks can make a line read as something else.
        || type == Character.FORMAT;
  }
}
