package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
  private static final String TEXT = "{\"message\":\"任务超时\"}";

  private static String decode(byte[] bytes, String type) {
    return BodyDecoder.of(new Buffer().write(bytes), BodyDecoder.charset(MediaType.parse(type)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gbk", "GB18030", "utf-8", "UTF-16BE", "utf-16le"})
  void usesTheCharsetOfTheHeader(String charset) {
    byte[] bytes = TEXT.getBytes(Charset.forName(charset));
    assertEquals(TEXT, decode(bytes, "application/json; charset=" + charset));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "application/json; charset=nonsense",
        "a/b; charset"
      })
  void defaultsToUtf8(String type) {
    assertEquals(TEXT, decode(TEXT.getBytes(StandardCharsets.UTF_8), type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void byteOrderMarkTakesPrecedenceOverTheHeader(String charset) {
    byte[] bytes = ("\ufeff" + TEXT).getBytes(Charset.forName(charset));
    assertEquals(TEXT, decode(bytes, "application/json; charset=gbk"));
    assertEquals(TEXT, BodyDecoder.of(bytes));
  }

  @Test
  void malformedBytesAreReplaced() {
    assertEquals("\ufffd{", BodyDecoder.of(new byte[] {(byte) 0xff, '{'}));
    assertEquals("", BodyDecoder.of(new byte[0]));
    assertEquals("", BodyDecoder.of(new byte[] {(byte) 0xfe, (byte) 0xff}));
  }
}
