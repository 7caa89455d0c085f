package io.videotask.internal.download;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * An address that holds the video itself.
 *
 * @param contentType what it says to be
 * @param base64 how it is written
 * @param text the video, still written as text
 */
record DataUrl(String contentType, boolean base64, String text) {

  /**
   * @throws IllegalArgumentException when there is no comma, or an escape is broken
   */
  static DataUrl parse(String url) {
    int comma = url.indexOf(',');
    if (comma < 0) {
      throw new IllegalArgumentException("no comma");
    }
    String head = url.substring("data:".length(), comma);
    boolean base64 = head.toLowerCase(Locale.ROOT).endsWith(";base64");
    return new DataUrl(head.split(";", 2)[0], base64, url.substring(comma + 1));
  }

  /** About how many bytes it holds; never less than there are. */
  long atMost() {
    return base64 ? (long) text.length() * 3 / 4 + 3 : text.length();
  }

  /** Its bytes; reading fails where they are written wrongly. */
  InputStream bytes() {
    byte[] raw =
        text.indexOf('%') < 0 ? text.getBytes(StandardCharsets.ISO_8859_1) : unescaped(text);
    ByteArrayInputStream in = new ByteArrayInputStream(raw);
    if (!base64) {
      return in;
    }
    boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).wrap(in);
  }

  private static byte[] unescaped(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) Integer.parseInt(text, i + 1, Math.min(i + 3, text.length()), 16);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
