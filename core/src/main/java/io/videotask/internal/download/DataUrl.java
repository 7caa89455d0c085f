package io.videotask.internal.download;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * A {@code data:} URL, which contains the video itself.
 *
 * @param contentType the declared type
 * @param base64 whether the content is Base64 and not percent-encoded
 * @param text the encoded content
 */
record DataUrl(String contentType, boolean base64, String text) {

  /**
   * Parses a {@code data:} URL.
   *
   * @throws IllegalArgumentException if there is no comma
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

  /** Returns an upper bound of the decoded size. */
  long maxLength() {
    return base64 ? (long) text.length() * 3 / 4 + 3 : text.length();
  }

  /**
   * Decodes the content; reading from the stream fails if the Base64 is malformed.
   *
   * @throws IllegalArgumentException if a percent escape is malformed
   */
  InputStream bytes() {
    byte[] raw =
        text.indexOf('%') < 0 ? text.getBytes(StandardCharsets.ISO_8859_1) : percentDecoded(text);
    ByteArrayInputStream in = new ByteArrayInputStream(raw);
    if (!base64) {
      return in;
    }
    boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
    return (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).wrap(in);
  }

  private static byte[] percentDecoded(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) (hexDigit(text, i + 1) << 4 | hexDigit(text, i + 2));
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static int hexDigit(String text, int index) {
    int digit = index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("a malformed percent escape");
    }
    return digit;
  }
}
