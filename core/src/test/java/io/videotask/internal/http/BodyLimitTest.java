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

/** The limit of a body, and bodies that can't be read. */
class BodyLimitTest {
  private static final int LIMIT = 1 << 20;
  private HttpFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HttpFixture(null, Duration.ofSeconds(5), LIMIT);
  }

  @AfterEach
  void close() {
    fixture.close();
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

  private static MockResponse truncatedResponse(int status) {
    return new MockResponse.Builder()
        .code(status)
        .body("{\"error\":".repeat(100))
        .onResponseBody(new SocketEffect.CloseSocket())
        .build();
  }

  @Test
  void aBodyUpToTheLimitIsComplete() throws Exception {
    fixture.server.enqueue(answer(200, "x".repeat(LIMIT)));
    fixture.server.enqueue(answer(200, "x".repeat(LIMIT + 1)));

    HttpAnswer whole = fixture.query();
    assertEquals(LIMIT, whole.body().length());
    assertFalse(whole.truncated());
    HttpAnswer more = fixture.query();
    assertTrue(more.truncated());
    assertTrue(more.body().startsWith("xxx"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 502})
  void decompressionStopsAtTheLimit(int status) throws Exception {
    Buffer bomb = gzip(200 << 20);
    assertTrue(bomb.size() < 300_000);
    fixture.server.enqueue(gzipped(bomb).code(status).build());

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), fixture::query);

    assertEquals(status, answer.status());
    assertTrue(answer.truncated());
    assertTrue(answer.body().length() <= LIMIT + 1);
  }

  @Test
  void anEndlessBodyIsTruncated() throws Exception {
    fixture.server.enqueue(
        new MockResponse.Builder().chunkedBody("x".repeat(8 << 20), 64 << 10).build());

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), fixture::query);

    assertTrue(answer.truncated());
    assertEquals(LIMIT + 1, answer.body().length());
  }

  @Test
  void aHugeDeclaredLengthIsNotRead() throws Exception {
    fixture.server.enqueue(answer(200, "{}", "Content-Length", "10995116277760"));

    HttpAnswer answer = assertTimeout(Duration.ofSeconds(60), fixture::query);

    assertTrue(answer.truncated());
    assertEquals("", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"status\":\"QUEUED\"}"})
  void plainTextDeclaredAsGzipIsUnreadableButNoConnectionFailure(String text) throws Exception {
    fixture.server.enqueue(gzipped(new Buffer().writeUtf8(text)).build());

    assertNotNull(fixture.query().unreadable());
  }

  @Test
  void truncatedGzipIsUnreadable() throws Exception {
    Buffer half = new Buffer();
    half.write(gzip(100_000), 60);
    fixture.server.enqueue(gzipped(half).build());

    assertNotNull(fixture.query().unreadable());
  }

  @Test
  void gzipWithAWrongChecksumIsUnreadable() throws Exception {
    byte[] bytes = gzip(10_000).readByteArray();
    bytes[bytes.length - 6] ^= 1;
    fixture.server.enqueue(gzipped(new Buffer().write(bytes)).build());

    assertNotNull(fixture.query().unreadable());
  }

  @Test
  void gzipIsDecompressed() throws Exception {
    fixture.server.enqueue(gzipped(gzip(10)).build());

    HttpAnswer answer = fixture.query();
    assertEquals("\0".repeat(10), answer.body());
    assertNull(answer.unreadable());
  }

  @Test
  void aTruncatedBodyIsAConnectionFailure() {
    fixture.server.enqueue(truncatedResponse(200));
    fixture.server.enqueue(truncatedResponse(404));

    assertNotNull(HttpFixture.failure(fixture.send()));
    assertNotNull(HttpFixture.failure(fixture.send()), "only its body says what a 404 is about");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 403, 410, 429, 500, 503})
  void aTruncatedBodyIsIgnoredIfTheStatusSuffices(int status) throws Exception {
    fixture.server.enqueue(truncatedResponse(status));

    assertEquals(status, fixture.query().status());
  }
}
