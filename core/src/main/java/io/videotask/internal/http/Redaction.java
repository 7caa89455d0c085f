package io.videotask.internal.http;

import java.util.regex.Pattern;

/**
 * Makes text from a server fit to be shown: one line, of a length that can be read, without control
 * characters and without what must not be repeated.
 */
public final class Redaction {
  private static final int LONGEST = 500;

  /** No regular expression gets more than this: a server can send what takes one for ever. */
  private static final int MOST_READ = 8 * LONGEST;

  /** With a scheme, also where JSON in a text has escaped its slashes; or plainly a host's. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\b(?:https?|ftp):(?:\\\\?/){2}[^\\s\"'<>\\u3000-\\u303f]+"
              + "|\\bdata:[a-z]+/[^\\s\"'<>]+"
              + "|(?<![\\w:/])(?://|www\\.)[a-z0-9-]+\\.[^\\s\"'<>\\u3000-\\u303f]+"
              + "|\\b(?:[a-z0-9-]{1,63}\\.){1,10}[a-z]{2,24}(?::[0-9]{1,5})?/[^\\s\"'<>\\u3000-\\u303f]*");

  private static final Pattern QUERY =
      Pattern.compile("(?i)(\\bhttps?://[^\\s\"'<>?#]+)[?#][^\\s\"'<>]*");

  /** The query of an address without a scheme, or whatever else reads like one. */
  private static final Pattern BARE_QUERY = Pattern.compile("\\?[\\w.~%\\[\\]-]+=[^\\s\"'<>]*");

  private static final Pattern MASKED_KEY = Pattern.compile("\\[?sk-[^\\s\\]*]*\\*+[^\\s\\]]*\\]?");

  private Redaction() {}

  /** One line: control characters escaped, a piece of a key blotted out, cut to 500 characters. */
  public static String line(String text) {
    if (isPlain(text)) {
      return text;
    }
    String masked = MASKED_KEY.matcher(bounded(text)).replaceAll("[key]");
    StringBuilder line = new StringBuilder(Math.min(masked.length(), LONGEST) + 8);
    int i = 0;
    while (i < masked.length() && line.length() < LONGEST) {
      int c = masked.codePointAt(i);
      i += Character.charCount(c);
      if (isUnsafe(c)) {
        line.append(String.format("\\u%04x", c));
      } else {
        line.appendCodePoint(c);
      }
    }
    boolean whole = i == masked.length() && text.length() <= MOST_READ;
    return whole ? line.toString() : line.append('…').toString();
  }

  /** A line whose addresses have lost their queries, which are often signatures. */
  public static String message(String text) {
    String known = QUERY.matcher(bounded(text)).replaceAll("$1?…");
    return line(BARE_QUERY.matcher(known).replaceAll("?…"));
  }

  /** A line without any address. */
  public static String note(String text) {
    return line(ADDRESS.matcher(bounded(text)).replaceAll("[address]"));
  }

  /** Most words and ids: nothing in them can be a masked key, or has to be escaped. */
  private static boolean isPlain(String text) {
    if (text.length() > LONGEST) {
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
    return text.length() > MOST_READ ? text.substring(0, MOST_READ) : text;
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
