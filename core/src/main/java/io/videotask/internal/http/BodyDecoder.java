package io.videotask.internal.http;

import java.io.EOFException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A body's bytes as text. */
public final class BodyDecoder {
  private static final ByteString UTF_8_MARK = ByteString.decodeHex("efbbbf");
  private static final ByteString UTF_16BE_MARK = ByteString.decodeHex("feff");
  private static final ByteString UTF_16LE_MARK = ByteString.decodeHex("fffe");

  private BodyDecoder() {}

  /** Bytes of which nothing else is known: in UTF-8 unless a byte order mark says otherwise. */
  public static String of(byte[] bytes) {
    return of(new Buffer().write(bytes), StandardCharsets.UTF_8);
  }

  /** A byte order mark wins over the header, and UTF-8 is what JSON is in where nobody says. */
  static String of(Buffer bytes, Charset announced) {
    Charset charset = announced;
    if (bytes.rangeEquals(0, UTF_8_MARK)) {
      skip(bytes, 3);
      charset = StandardCharsets.UTF_8;
    } else if (bytes.rangeEquals(0, UTF_16BE_MARK)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16BE;
    } else if (bytes.rangeEquals(0, UTF_16LE_MARK)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16LE;
    }
    return bytes.readString(charset);
  }

  /** What a type says of the text; UTF-8 where there is none, or it says nothing. */
  static Charset charset(@Nullable MediaType type) {
    Charset announced = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return announced == null ? StandardCharsets.UTF_8 : announced;
  }

  private static void skip(Buffer bytes, int count) {
    try {
      bytes.skip(count);
    } catch (EOFException e) {
      throw new IllegalStateException(e);
    }
  }
}
