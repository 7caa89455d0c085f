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
  void aDripThatNeverEndsIsCutOffByTheTimeOut() throws Exception {
    try (HttpFixture room = new HttpFixture(null, SHORT, 1 << 20)) {
      room.server.enqueue(
          new MockResponse.Builder()
              .body("x".repeat(1000))
              .throttleBody(1, 50, TimeUnit.MILLISECONDS)
              .build());

      assertEquals("no answer in time", ConnectionFailure.describe(failure(room.send())));
      assertEquals("no answer in time", room.heard.get(0).problem());
      assertEquals(200, room.heard.get(0).status());
    }
  }

  @Test
  void silenceIsCutOffByTheTimeOut() throws Exception {
    try (HttpFixture room = new HttpFixture(null, SHORT, 1 << 20)) {
      room.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

      assertEquals("no answer in time", ConnectionFailure.describe(failure(room.send())));
    }
  }

  @Test
  void theBaseClientsTimeOutsAreNotUsed() throws Exception {
    OkHttpClient base =
        new OkHttpClient.Builder()
            .callTimeout(Duration.ofMillis(1))
            .readTimeout(Duration.ofMillis(1))
            .build();
    try (HttpFixture room = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
      room.server.enqueue(
          new MockResponse.Builder().body("{}").headersDelay(50, TimeUnit.MILLISECONDS).build());

      assertEquals(200, room.ask().status());
    }
  }

  @Test
  void cancellingCancelsTheRequest() throws Exception {
    try (HttpFixture room = new HttpFixture()) {
      room.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<HttpAnswer> sent = room.send();
      room.server.takeRequest();

      sent.cancel(true);

      assertThrows(CancellationException.class, sent::join);
      assertTrue(waitFor(() -> !room.heard.isEmpty()), "the call has ended");
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    try (HttpFixture room = new HttpFixture()) {
      room.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<HttpAnswer> sent = room.send();
      room.server.takeRequest();

      room.transport.close();

      failure(sent);
      failure(room.send());
    }
  }

  @Test
  void theCallersOwnClientStaysOpen() throws Exception {
    OkHttpClient base = new OkHttpClient();
    try (HttpFixture room = new HttpFixture(base, Duration.ofSeconds(5), 1 << 20)) {
      room.server.enqueue(answer(200, "{}"));
      room.ask();
      room.transport.close();

      assertFalse(base.dispatcher().executorService().isShutdown());
      assertEquals(1, base.connectionPool().connectionCount());
      room.server.enqueue(answer(200, "{}"));
      Request request = new Request.Builder().url(room.server.url("/")).build();
      base.newCall(request).execute().close();
    }
  }

  @Test
  void aListenerHearsOfEachRequestAndOfNothingSecret() throws Exception {
    try (HttpFixture room = new HttpFixture()) {
      room.server.enqueue(answer(404, "secret body"));
      HttpAnswer answer = room.ask();

      HttpExchange exchange = room.heard.get(0);
      assertEquals("/v1/tasks/1", exchange.path());
      assertEquals(404, exchange.status());
      assertFalse(exchange.toString().contains("secret"));
      assertFalse(answer.toString().contains("secret"));
    }
  }

  /** As in OkHttp's own wait for a connection: the flag is cleared, and nobody declares it. */
  @Test
  void anInterruptionThatTheRequestConsumedIsStillSeenByTheThread() throws Exception {
    OkHttpClient base =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  HttpTransportTest.<RuntimeException>raise(new InterruptedException());
                  return chain.proceed(chain.request());
                })
            .build();
    try (HttpFixture room = new HttpFixture(base, SHORT, 1000)) {
      Request request = new Request.Builder().url(room.server.url("/")).build();

      CompletableFuture<HttpAnswer> sent =
          room.transport.send(
              new AuthorisedCalls(base.newBuilder(), io.videotask.auth.ApiKey.of("sk-a"), false),
              request,
              Runnable::run);

      assertTrue(Thread.interrupted());
      assertTrue(sent.isCompletedExceptionally());
    }
  }

  @SuppressWarnings("unchecked") // It is none, which the compiler must not see.
  private static <E extends Throwable> void raise(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void aListenerThatThrowsDoesNoHarm() throws Exception {
    HttpTransport.Limits limits = new HttpTransport.Limits(Duration.ofSeconds(5), 1000);
    try (HttpFixture room = new HttpFixture();
        HttpTransport throwing =
            new HttpTransport(
                null,
                limits,
                exchange -> {
                  throw new AssertionError("a listener's");
                },
                new ManualTimer())) {
      room.server.enqueue(answer(200, "{}"));
      Request request = new Request.Builder().url(room.server.url("/")).build();

      HttpAnswer answer =
          throwing
              .send(throwing.authorised(io.videotask.auth.ApiKey.of("sk-a")), request, null)
              .get(5, TimeUnit.SECONDS);
      assertEquals(200, answer.status());
    }
  }

  @Test
  void everyFailedAnswerLetsItsConnectionGo() throws Exception {
    try (HttpFixture room = new HttpFixture()) {
      for (int i = 0; i < 50; i++) {
        room.server.enqueue(answer(i % 2 == 0 ? 503 : 429, "{}"));
        room.ask();
      }
      assertEquals(50, room.server.getRequestCount());
      for (int i = 0; i < 50; i++) {
        assertEquals(0, room.server.takeRequest().getConnectionIndex(), "one connection for all");
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
