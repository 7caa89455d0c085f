package io.videotask.internal.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip with any number of members. */
class GzipMembersTest {
  private static final byte[] TEXT = "a video, or not".getBytes(UTF_8);

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    Buffer all = new Buffer();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.readByteArray();
  }

  private static byte[] decompressed(byte[] compressed) throws IOException {
    return decompressed(new Buffer().write(compressed));
  }

  private static byte[] decompressed(BufferedSource compressed) throws IOException {
    try (BufferedSource plain = Okio.buffer(new GzipMembers(compressed))) {
      return plain.readByteArray();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /** A source that delivers one byte at a time, as a slow connection does. */
  private static BufferedSource slow(byte[] bytes) {
    Buffer all = new Buffer().write(bytes);
    return Okio.buffer(
        new Source() {
          @Override
          public long read(Buffer sink, long byteCount) {
            return all.read(sink, Math.min(1, byteCount));
          }

          @Override
          public Timeout timeout() {
            return Timeout.NONE;
          }

          @Override
          public void close() {}
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16_384, 16_385, 100_000})
  void oneMemberIsDecompressed(int size) throws IOException {
    byte[] content = random(size);

    assertArrayEquals(content, decompressed(gzip(content)));
    assertArrayEquals(content, decompressed(slow(gzip(content))));
  }

  @Test
  void compressibleContentGrowsBeyondOneChunk() throws IOException {
    byte[] content = new byte[1 << 20];

    assertArrayEquals(content, decompressed(gzip(content)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 15, 40_000})
  void allMembersAreDecompressed(int size) throws IOException {
    byte[] second = random(size);
    byte[] compressed = concat(gzip(TEXT), gzip(second), gzip(new byte[0]), gzip(TEXT));

    byte[] content = concat(TEXT, second, TEXT);

    assertArrayEquals(content, decompressed(compressed));
    assertArrayEquals(content, decompressed(slow(compressed)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 20_000})
  void zeroBytesAfterLastMemberArePadding(int size) throws IOException {
    byte[] padding = new byte[size];

    assertArrayEquals(TEXT, decompressed(concat(gzip(TEXT), padding)));
    assertArrayEquals(concat(TEXT, TEXT), decompressed(concat(gzip(TEXT), padding, gzip(TEXT))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "4, extra",
    "8, name",
    "16, comment",
    "28, all",
    "2, crc",
    "30, all with a crc",
    "1, text"
  })
  void optionalHeaderFieldsAreSkipped(int flags, String name) throws IOException {
    byte[] plain = gzip(TEXT);
    Buffer header = new Buffer().writeShort(0x1f8b).writeByte(8).writeByte(flags);
    header.write(new byte[] {1, 2, 3, 4, 5, 6});
    if ((flags & 4) != 0) {
      header.writeShortLe(300).write(new byte[300]);
    }
    if ((flags & 8) != 0) {
      header.writeUtf8("video.mp4").writeByte(0);
    }
    if ((flags & 16) != 0) {
      header.writeByte(0);
    }
    if ((flags & 2) != 0) {
      header.writeShort(0xabcd);
    }
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);

    assertArrayEquals(TEXT, decompressed(concat(header.readByteArray(), rest)), name);
  }

  @Test
  void truncatedMemberIsError() throws IOException {
    byte[] whole = gzip(TEXT);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(EOFException.class, () -> decompressed(part), () -> part.length + " bytes");
    }
    byte[] second = concat(whole, Arrays.copyOf(whole, whole.length - 1));
    assertThrows(EOFException.class, () -> decompressed(second));
  }

  @Test
  void wrongSumsAreErrors() throws IOException {
    byte[] wrongCrc = gzip(TEXT);
    wrongCrc[wrongCrc.length - 8]++;
    byte[] wrongSize = gzip(TEXT);
    wrongSize[wrongSize.length - 4]++;

    assertMessage("CRC of the content does not match", wrongCrc);
    assertMessage("size of the content does not match", wrongSize);
    assertMessage("CRC of the content does not match", concat(gzip(TEXT), wrongCrc));
  }

  @Test
  void otherFormatsAreErrors() throws IOException {
    byte[] otherMethod = gzip(TEXT);
    otherMethod[2] = 7;
    byte[] damaged = gzip(TEXT);
    damaged[10] = (byte) 0xff;

    assertMessage("not in gzip format", TEXT);
    assertMessage("compressed in an unknown way", otherMethod);
    assertMessage("something follows the last member", concat(gzip(TEXT), TEXT));
    assertMessage("something follows the last member", concat(gzip(TEXT), new byte[3], TEXT));
    assertThrows(ZipException.class, () -> decompressed(damaged));
    assertThrows(EOFException.class, () -> decompressed(concat(gzip(TEXT), new byte[] {0x1f})));
  }

  @Test
  void readStopsAtRequestedCount() throws IOException {
    try (GzipMembers members = new GzipMembers(new Buffer().write(gzip(TEXT)))) {
      Buffer sink = new Buffer();

      assertEquals(0, members.read(sink, 0));
      assertEquals(2, members.read(sink, 2));
      assertEquals("a ", sink.readUtf8());
      assertEquals(TEXT.length - 2, members.read(sink, 100));
      assertEquals(-1, members.read(sink, 100));
    }
  }

  @Test
  void closeClosesSource() throws IOException {
    boolean[] closed = new boolean[1];
    Timeout timeout = new Timeout();
    GzipMembers members =
        new GzipMembers(
            Okio.buffer(
                new Source() {
                  @Override
                  public long read(Buffer sink, long byteCount) {
                    return -1;
                  }

                  @Override
                  public Timeout timeout() {
                    return timeout;
                  }

                  @Override
                  public void close() {
                    closed[0] = true;
                  }
                }));

    assertEquals(timeout, members.timeout());
    members.close();

    assertTrue(closed[0]);
  }

  private static void assertMessage(String message, byte[] compressed) {
    ZipException e = assertThrows(ZipException.class, () -> decompressed(compressed));
    assertEquals(message, e.getMessage());
  }

  @Test
  void presetDictionaryIsNoGzip() throws IOException {
    // A raw deflate stream has no dictionary flag, so this is damaged content.
    Deflater deflater = new Deflater();
    deflater.setDictionary(TEXT);
    deflater.setInput(TEXT);
    deflater.finish();
    byte[] out = new byte[100];
    int size = deflater.deflate(out);
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(TEXT);
    byte[] member =
        new Buffer()
            .write(Arrays.copyOf(gzip(TEXT), 10))
            .write(out, 0, size)
            .writeIntLe((int) crc.getValue())
            .writeIntLe(TEXT.length)
            .readByteArray();

    assertThrows(IOException.class, () -> decompressed(member));
  }
}
