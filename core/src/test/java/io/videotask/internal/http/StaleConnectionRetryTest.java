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
  private HttpFixture room;

  @BeforeEach
  void warmUp() throws Exception {
    room = new HttpFixture();
    room.server.enqueue(answer(200, "first"));
    room.ask();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aGetOnAReusedConnectionThatIsDeadIsSentAgain() throws Exception {
    room.server.enqueue(dead());
    room.server.enqueue(answer(200, "second"));

    assertEquals("second", room.ask().body());
    assertEquals(3, room.server.getRequestCount());
    assertEquals(2, room.heard.size(), "for the caller it is one request");
  }

  @Test
  void theSecondConnectionMayNotBeDead() throws Exception {
    room.server.enqueue(dead());
    room.server.enqueue(dead());
    room.server.enqueue(answer(200, "never asked for"));

    HttpFixture.failure(room.send());
    assertEquals(3, room.server.getRequestCount());
  }

  @Test
  void aPostIsNot() throws Exception {
    room.server.enqueue(dead());
    room.server.enqueue(answer(200, "paid twice"));

    Request post =
        new Request.Builder()
            .url(room.server.url("/v1/tasks"))
            .post(RequestBody.create(new byte[] {'{', '}'}))
            .build();
    HttpFixture.failure(
        room.transport.send(room.transport.authorised(ApiKey.of("key")), post, null));
    assertEquals(2, room.server.getRequestCount());
  }

  @Test
  void noAnswerInTimeIsNoDeadConnection() throws Exception {
    try (HttpFixture hasty = new HttpFixture(null, Duration.ofMillis(300), 1 << 20)) {
      hasty.server.enqueue(answer(200, "first"));
      hasty.ask();
      hasty.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      hasty.server.enqueue(answer(200, "too late"));

      IOException e = HttpFixture.failure(hasty.send());
      assertEquals(2, hasty.server.getRequestCount(), e.toString());
    }
  }

  @Test
  void anAnswerThatIsNoHttpIsNoDeadConnection() throws Exception {
    room.server.enqueue(new MockResponse.Builder().status("NONSENSE").build());
    room.server.enqueue(answer(200, "never asked for"));

    assertInstanceOf(ProtocolException.class, HttpFixture.failure(room.send()));
    assertEquals(2, room.server.getRequestCount());
  }

  @Test
  void aFreshConnectionThatBreaksIsAFailureOfTheGateway() throws Exception {
    try (HttpFixture fresh = new HttpFixture()) {
      fresh.server.enqueue(dead());
      fresh.server.enqueue(answer(200, "never asked for"));

      HttpFixture.failure(fresh.send());
      assertEquals(1, fresh.server.getRequestCount());
    }
  }

  private static MockResponse dead() {
    return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
  }
}
