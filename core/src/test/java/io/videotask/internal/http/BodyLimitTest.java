package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a body is read, and what a body is that can't be. */
class BodyLimitTest {
  private static final int LIMIT = 1 << 20;
  private HttpFixture room;

  @BeforeEach
  void open() throws IOException {
    room = new HttpFixture(null, Duration.ofSeconds(5), LIMIT);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static Buffer gzip(int zeros) throws IOException {
    Buffer zipped = new Buffer();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped.outputStream())) {
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < zeros; i += chunk.length) {
        out.write(chunk, 0, Math.min(chunk.length, zeros - i));
      }
    }
    return zipped;
  }

  private static MockResponse.Builder gzipped(Buffer body) {
    return new MockResponse.Builder().body(body).setHeader("Content-Encoding", "gzip");
  }

  private static MockResponse breakingOff(int status) {
    return new MockResponse.Builder()
        .code(status)
        .body("{\"error\":".repeat(100))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build();
  }

  @Test
  void aBodyUpToTheLimitIsWhole() throws Exception {
    room.server.enqueue(answer(200, "x".repeat(LIMIT)));
    room.server.enqueue(answer(200, "x".repeat(LIMIT + 1)));

    HttpAnswer whole = room.ask();
    assertEquals(LIMIT, whole.body().length());
    assertFalse(whole.cut());
    HttpAnswer more = room.ask();
    assertTrue(more.cut());
    assertTrue(more.body().startsWith("xxx"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 502})
  void aGzipBombDoesNotGoOff(int status) throws Exception {
    Buffer bomb = gzip(200 << 20);
    assertTrue(bomb.size() < 300_000);
    room.server.enqueue(gzipped(bomb).code(status).build());

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), room::ask);

    assertEquals(status, answer.status());
    assertTrue(answer.cut());
    assertTrue(answer.body().length() <= LIMIT + 1);
  }

  @Test
  void aBodyWithoutAnEndIsCut() throws Exception {
    room.server.enqueue(
        new MockResponse.Builder().chunkedBody("x".repeat(8 << 20), 64 << 10).build());

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), room::ask);

    assertTrue(answer.cut());
    assertEquals(LIMIT + 1, answer.body().length());
  }

  @Test
  void anAbsurdLengthIsNotBegun() throws Exception {
    room.server.enqueue(answer(200, "{}", "Content-Length", "10995116277760"));

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), room::ask);

    assertTrue(answer.cut());
    assertEquals("", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"status\":\"QUEUED\"}"})
  void plainTextThatClaimsToBeGzipIsUnreadableAndNoBrokenConnection(String text) throws Exception {
    room.server.enqueue(gzipped(new Buffer().writeUtf8(text)).build());

    assertNotNull(room.ask().unreadable());
  }

  @Test
  void gzipThatIsCutShortIsUnreadable() throws Exception {
    Buffer half = new Buffer();
    half.write(gzip(100_000), 60);
    room.server.enqueue(gzipped(half).build());

    assertNotNull(room.ask().unreadable());
  }

  @Test
  void gzipWithAWrongChecksumIsUnreadable() throws Exception {
    byte[] bytes = gzip(10_000).readByteArray();
    bytes[bytes.length - 6] ^= 1;
    room.server.enqueue(gzipped(new Buffer().write(bytes)).build());

    assertNotNull(room.ask().unreadable());
  }

  @Test
  void gzipIsRead() throws Exception {
    room.server.enqueue(gzipped(gzip(10)).build());

    HttpAnswer answer = room.ask();
    assertEquals("\0".repeat(10), answer.body());
    assertNull(answer.unreadable());
  }

  @Test
  void aBodyThatBreaksOffIsABrokenConnection() {
    room.server.enqueue(breakingOff(200));
    room.server.enqueue(breakingOff(404));

    assertNotNull(HttpFixture.failure(room.send()));
    assertNotNull(HttpFixture.failure(room.send()), "only its body says what a 404 is about");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 410, 429, 500, 503})
  void aStatusThatNeedsNoBodyCountsThoughTheBodyBreaksOff(int status) throws Exception {
    room.server.enqueue(breakingOff(status));

    assertEquals(status, room.ask().status());
  }
}
