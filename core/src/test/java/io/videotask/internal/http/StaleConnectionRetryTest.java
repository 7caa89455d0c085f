package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaleConnectionRetryTest {
  private HttpFixture fixture;

  @BeforeEach
  void openConnection() throws Exception {
    fixture = new HttpFixture();
    fixture.server.enqueue(answer(200, "first"));
    fixture.query();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aGetOnAStaleConnectionIsRetried() throws Exception {
    fixture.server.enqueue(closedConnection());
    fixture.server.enqueue(answer(200, "second"));

    assertEquals("second", fixture.query().body());
    assertEquals(3, fixture.server.getRequestCount());
    assertEquals(2, fixture.exchanges.size(), "for the caller it is one request");
  }

  @Test
  void aGetIsRetriedOnlyOnce() throws Exception {
    fixture.server.enqueue(closedConnection());
    fixture.server.enqueue(closedConnection());
    fixture.server.enqueue(answer(200, "never asked for"));

    HttpFixture.failure(fixture.send());
    assertEquals(3, fixture.server.getRequestCount());
  }

  @Test
  void aPostIsNotRetried() throws Exception {
    fixture.server.enqueue(closedConnection());
    fixture.server.enqueue(answer(200, "paid twice"));

    Request post =
        new Request.Builder()
            .url(fixture.server.url("/v1/tasks"))
            .post(RequestBody.create(new byte[] {'{', '}'}))
            .build();
    HttpFixture.failure(
        fixture.transport.send(
            fixture.transport.authorised(HttpFixture.bearer(ApiKey.of("key"))), post, null));
    assertEquals(2, fixture.server.getRequestCount());
  }

  @Test
  void aTimeoutIsNotRetried() throws Exception {
    // Long enough for the first answer on a busy machine.
    try (HttpFixture impatient = new HttpFixture(null, Duration.ofSeconds(2), 1 << 20)) {
      impatient.server.enqueue(answer(200, "first"));
      impatient.query();
      impatient.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      impatient.server.enqueue(answer(200, "too late"));

      IOException e = HttpFixture.failure(impatient.send());
      assertEquals(2, impatient.server.getRequestCount(), e.toString());
    }
  }

  @Test
  void aMalformedResponseIsNotRetried() throws Exception {
    fixture.server.enqueue(new MockResponse.Builder().status("NONSENSE").build());
    fixture.server.enqueue(answer(200, "never asked for"));

    assertInstanceOf(ProtocolException.class, HttpFixture.failure(fixture.send()));
    assertEquals(2, fixture.server.getRequestCount());
  }

  @Test
  void aNewConnectionThatBreaksIsNotRetried() throws Exception {
    try (HttpFixture newFixture = new HttpFixture()) {
      newFixture.server.enqueue(closedConnection());
      newFixture.server.enqueue(answer(200, "never asked for"));

      HttpFixture.failure(newFixture.send());
      assertEquals(1, newFixture.server.getRequestCount());
    }
  }

  private static MockResponse closedConnection() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
