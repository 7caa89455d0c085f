package io.videotask.http;

import java.io.EOFException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A body's bytes as text. */
public final class BodyText {
  private BodyText() {}

  /** Bytes of which nothing else is known: in UTF-8 unless a byte order mark says otherwise. */
  public static String of(byte[] bytes) {
    return of(new Buffer().write(bytes), null);
  }

  /** A byte order mark wins over the header, and UTF-8 is what JSON is in where nobody says. */
  static String of(Buffer bytes, @Nullable MediaType type) {
    Charset announced = type == null ? null : type.charset(StandardCharsets.UTF_8);
    Charset charset = announced == null ? StandardCharsets.UTF_8 : announced;
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      skip(bytes, 3);
      charset = StandardCharsets.UTF_8;
    } else if (startsWith(bytes, 0xfe, 0xff)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16BE;
    } else if (startsWith(bytes, 0xff, 0xfe)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16LE;
    }
    return bytes.readString(charset);
  }

  private static boolean startsWith(Buffer bytes, int... mark) {
    if (bytes.size() < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes.getByte(i) & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static void skip(Buffer bytes, int count) {
    try {
      bytes.skip(count);
    } catch (EOFException e) {
      throw new IllegalStateException(e);
    }
  }
}
