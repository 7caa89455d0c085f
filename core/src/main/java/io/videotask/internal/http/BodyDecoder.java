package io.videotask.internal.http;

import java.io.EOFException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Decodes the bytes of a body to text. */
public final class BodyDecoder {
  private static final ByteString UTF_8_BOM = ByteString.decodeHex("efbbbf");
  private static final ByteString UTF_16BE_BOM = ByteString.decodeHex("feff");
  private static final ByteString UTF_16LE_BOM = ByteString.decodeHex("fffe");

  private BodyDecoder() {}

  /** Decodes bytes of unknown charset: UTF-8 unless a byte order mark names another. */
  public static String of(byte[] bytes) {
    return of(new Buffer().write(bytes), StandardCharsets.UTF_8);
  }

  /** Decodes bytes. A byte order mark takes precedence over the charset of the header. */
  static String of(Buffer bytes, Charset declared) {
    Charset charset = declared;
    if (bytes.rangeEquals(0, UTF_8_BOM)) {
      skip(bytes, 3);
      charset = StandardCharsets.UTF_8;
    } else if (bytes.rangeEquals(0, UTF_16BE_BOM)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16BE;
    } else if (bytes.rangeEquals(0, UTF_16LE_BOM)) {
      skip(bytes, 2);
      charset = StandardCharsets.UTF_16LE;
    }
    return bytes.readString(charset);
  }

  /**
   * Returns the charset of a content type; UTF-8, the charset of JSON, if there is none or it is
   * unknown.
   */
  static Charset charset(@Nullable MediaType type) {
    Charset declared = type == null ? null : type.charset(StandardCharsets.UTF_8);
    return declared == null ? StandardCharsets.UTF_8 : declared;
  }

  private static void skip(Buffer bytes, int count) {
    try {
      bytes.skip(count);
    } catch (EOFException e) {
      throw new IllegalStateException(e);
    }
  }
}
