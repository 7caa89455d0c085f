package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import mockwebserver3.MockWebServer;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OkHttp sends no request by itself in reaction to a response. */
class HiddenRetriesTest {
  private HttpFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HttpFixture();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "99999999999",
        "-1",
        "1.5",
        "0,120",
        "",
        "Sun, 01 Mar 2026 12:00:00 GMT"
      })
  void okHttpDoesNotRetryA503(String value) throws Exception {
    fixture.server.enqueue(answer(503, "busy", "Retry-After", value));
    fixture.server.enqueue(answer(200, "{}"));

    assertEquals(503, fixture.query().status());
    assertEquals(1, fixture.server.getRequestCount());
  }

  @Test
  void retryAfterIsStillRead() throws Exception {
    fixture.server.enqueue(answer(429, "", "Retry-After", "7"));

    HttpAnswer answer = fixture.query();

    assertEquals(Duration.ofSeconds(7), RetryAfterParser.of(answer.headers(), Instant.EPOCH));
    assertNull(answer.headers().get("Retry-After"));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308, 401, 407, 408, 421, 500, 504})
  void noStatusCausesAnotherRequest(int status) throws Exception {
    try (MockWebServer other = new MockWebServer()) {
      other.start();
      String elsewhere = other.url("/stolen").toString();
      fixture.server.enqueue(answer(status, "", "Location", elsewhere));
      fixture.server.enqueue(answer(200, "{}"));

      assertEquals(status, fixture.query().status());
      assertEquals(1, fixture.server.getRequestCount());
      assertEquals(0, other.getRequestCount(), "nothing reaches another host");
    }
  }

  @Test
  void theBaseClientsAuthenticatorIsNotUsed() throws Exception {
    OkHttpClient base =
        new OkHttpClient.Builder()
            .authenticator((route, response) -> response.request().newBuilder().build())
            .followRedirects(true)
            .retryOnConnectionFailure(true)
            .build();
    try (HttpFixture own = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
      own.server.enqueue(answer(401, "{}"));
      own.server.enqueue(answer(200, "{}"));

      assertEquals(401, own.query().status());
      assertEquals(1, own.server.getRequestCount());
    }
  }

  @Test
  void theBaseClientsCacheIsNotUsed(@TempDir Path directory) throws Exception {
    try (Cache cache = new Cache(directory.toFile(), 1 << 20)) {
      OkHttpClient base = new OkHttpClient.Builder().cache(cache).build();
      try (HttpFixture own = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
        own.server.enqueue(answer(200, "running", "Cache-Control", "max-age=3600"));
        own.server.enqueue(answer(200, "done", "Cache-Control", "max-age=3600"));

        assertEquals("running", own.query().body());
        assertEquals("done", own.query().body());
      }
    }
  }

  @Test
  void eachRequestCarriesItsOwnKey() throws Exception {
    fixture.server.enqueue(answer(200, "{}"));
    fixture.send(ApiKey.of("sk-a"), fixture.server.url("/a")).get();
    fixture.server.enqueue(answer(200, "{}"));
    fixture.send(ApiKey.of(" sk-b\n"), fixture.server.url("/b")).get();

    assertEquals("Bearer sk-a", fixture.server.takeRequest().getHeaders().get("Authorization"));
    assertEquals("Bearer sk-b", fixture.server.takeRequest().getHeaders().get("Authorization"));
  }
}
