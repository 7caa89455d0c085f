package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static io.videotask.internal.http.HttpFixture.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.http.HttpExchange;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void aSlowBodyIsEndedByTheTimeout() throws Exception {
    // Long enough for the head of the answer on a busy machine.
    try (HttpFixture fixture = new HttpFixture(null, Duration.ofSeconds(2), 1 << 20)) {
      fixture.server.enqueue(
          new MockResponse.Builder()
              .body("x".repeat(1000))
              .throttleBody(1, 50, TimeUnit.MILLISECONDS)
              .build());

      assertEquals("no answer in time", ConnectionFailure.describe(failure(fixture.send())));
      assertEquals("no answer in time", fixture.exchanges.get(0).failure());
      assertEquals(200, fixture.exchanges.get(0).status());
    }
  }

  @Test
  void aMissingResponseIsEndedByTheTimeout() throws Exception {
    try (HttpFixture fixture = new HttpFixture(null, SHORT, 1 << 20)) {
      fixture.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

      assertEquals("no answer in time", ConnectionFailure.describe(failure(fixture.send())));
    }
  }

  @Test
  void theBaseClientsTimeoutsAreNotUsed() throws Exception {
    OkHttpClient base =
        new OkHttpClient.Builder()
            .callTimeout(Duration.ofMillis(1))
            .readTimeout(Duration.ofMillis(1))
            .build();
    try (HttpFixture fixture = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
      fixture.server.enqueue(
          new MockResponse.Builder().body("{}").headersDelay(50, TimeUnit.MILLISECONDS).build());

      assertEquals(200, fixture.query().status());
    }
  }

  @Test
  void cancellingTheFutureCancelsTheRequest() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      fixture.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<HttpAnswer> sent = fixture.send();
      fixture.server.takeRequest();

      sent.cancel(true);

      assertThrows(CancellationException.class, sent::join);
      assertTrue(waitFor(() -> !fixture.exchanges.isEmpty()), "the call has ended");
    }
  }

  @Test
  void closingEndsRunningRequests() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      fixture.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<HttpAnswer> sent = fixture.send();
      fixture.server.takeRequest();

      fixture.transport.close();

      failure(sent);
      failure(fixture.send());
    }
  }

  @Test
  void theCallersOwnClientStaysOpen() throws Exception {
    OkHttpClient base = new OkHttpClient();
    try (HttpFixture fixture = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
      fixture.server.enqueue(answer(200, "{}"));
      fixture.query();
      fixture.transport.close();

      assertFalse(base.dispatcher().executorService().isShutdown());
      assertEquals(1, base.connectionPool().connectionCount());
      fixture.server.enqueue(answer(200, "{}"));
      Request request = new Request.Builder().url(fixture.server.url("/")).build();
      base.newCall(request).execute().close();
    }
  }

  @Test
  void theListenerGetsEachRequestWithoutSecrets() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      fixture.server.enqueue(answer(404, "secret body"));
      HttpAnswer answer = fixture.query();

      HttpExchange exchange = fixture.exchanges.get(0);
      assertEquals("/v1/tasks/1", exchange.path());
      assertEquals(404, exchange.status());
      assertFalse(exchange.toString().contains("secret"));
      assertFalse(answer.toString().contains("secret"));
    }
  }

  /**
   * As OkHttp does while it waits for a connection: the flag is cleared, and the exception is
   * undeclared.
   */
  @Test
  void theInterruptFlagIsRestored() throws Exception {
    OkHttpClient base =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  HttpTransportTest.<RuntimeException>sneakyThrow(new InterruptedException());
                  return chain.proceed(chain.request());
                })
            .build();
    try (HttpFixture fixture = new HttpFixture(base, SHORT, 1000)) {
      Request request = new Request.Builder().url(fixture.server.url("/")).build();

      CompletableFuture<HttpAnswer> sent =
          fixture.transport.send(
              new AuthorisedCalls(
                  base.newBuilder(),
                  HttpFixture.bearer(io.videotask.auth.ApiKey.of("sk-a")),
                  false),
              request,
              Runnable::run);

      assertTrue(Thread.interrupted());
      assertTrue(sent.isCompletedExceptionally());
    }
  }

  @SuppressWarnings("unchecked") // An unchecked throw of a checked exception.
  private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void exceptionsOfAListenerAreIgnored() throws Exception {
    HttpTransport.Limits limits = new HttpTransport.Limits(Duration.ofSeconds(5), 1000);
    try (HttpFixture fixture = new HttpFixture();
        HttpTransport throwing =
            new HttpTransport(
                null,
                limits,
                exchange -> {
                  throw new AssertionError("a listener's");
                },
                new ManualTimer())) {
      fixture.server.enqueue(answer(200, "{}"));
      Request request = new Request.Builder().url(fixture.server.url("/")).build();

      HttpAnswer answer =
          throwing
              .send(
                  throwing.authorised(HttpFixture.bearer(io.videotask.auth.ApiKey.of("sk-a"))),
                  request,
                  null)
              .get(5, TimeUnit.SECONDS);
      assertEquals(200, answer.status());
    }
  }

  @Test
  void everyFailedResponseReleasesItsConnection() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      for (int i = 0; i < 50; i++) {
        fixture.server.enqueue(answer(i % 2 == 0 ? 503 : 429, "{}"));
        fixture.query();
      }
      assertEquals(50, fixture.server.getRequestCount());
      for (int i = 0; i < 50; i++) {
        assertEquals(
            0, fixture.server.takeRequest().getConnectionIndex(), "one connection for all");
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static boolean waitFor(Condition condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (!condition.holds() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return condition.holds();
  }

  @Test
  void limitsMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> new HttpTransport.Limits(Duration.ZERO, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new HttpTransport.Limits(Duration.ofSeconds(1), 0));
  }
}
