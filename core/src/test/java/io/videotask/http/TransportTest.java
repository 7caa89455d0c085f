package io.videotask.http;

import static io.videotask.http.HttpRoom.answer;
import static io.videotask.http.HttpRoom.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class TransportTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  @Test
  void aDripThatNeverEndsIsCutOffByTheTimeOut() throws Exception {
    try (HttpRoom room = new HttpRoom(null, SHORT, 1 << 20)) {
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
    try (HttpRoom room = new HttpRoom(null, SHORT, 1 << 20)) {
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
    try (HttpRoom room = new HttpRoom(base, Duration.ofSeconds(5), 1 << 20)) {
      room.server.enqueue(
          new MockResponse.Builder().body("{}").headersDelay(50, TimeUnit.MILLISECONDS).build());

      assertEquals(200, room.ask().status());
    }
  }

  @Test
  void cancellingCancelsTheRequest() throws Exception {
    try (HttpRoom room = new HttpRoom()) {
      room.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<Answer> sent = room.send();
      room.server.takeRequest();

      sent.cancel(true);

      assertThrows(CancellationException.class, sent::join);
      assertTrue(waitFor(() -> !room.heard.isEmpty()), "the call has ended");
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    try (HttpRoom room = new HttpRoom()) {
      room.server.enqueue(
          new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
      CompletableFuture<Answer> sent = room.send();
      room.server.takeRequest();

      room.transport.close();

      failure(sent);
      failure(room.send());
    }
  }

  @Test
  void theCallersOwnClientStaysOpen() throws Exception {
    OkHttpClient base = new OkHttpClient();
    try (HttpRoom room = new HttpRoom(base, Duration.ofSeconds(5), 1 << 20)) {
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
    try (HttpRoom room = new HttpRoom()) {
      room.server.enqueue(answer(404, "secret body"));
      Answer answer = room.ask();

      Exchange exchange = room.heard.get(0);
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
                  TransportTest.<RuntimeException>raise(new InterruptedException());
                  return chain.proceed(chain.request());
                })
            .build();
    try (HttpRoom room = new HttpRoom(base, SHORT, 1000)) {
      Request request = new Request.Builder().url(room.server.url("/")).build();

      CompletableFuture<Answer> sent =
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
    Transport.Limits limits = new Transport.Limits(Duration.ofSeconds(5), 1000);
    try (HttpRoom room = new HttpRoom();
        Transport throwing =
            new Transport(
                null,
                limits,
                exchange -> {
                  throw new AssertionError("a listener's");
                },
                new ManualTimer())) {
      room.server.enqueue(answer(200, "{}"));
      Request request = new Request.Builder().url(room.server.url("/")).build();

      Answer answer =
          throwing
              .send(throwing.authorised(io.videotask.auth.ApiKey.of("sk-a")), request, null)
              .get(5, TimeUnit.SECONDS);
      assertEquals(200, answer.status());
    }
  }

  @Test
  void everyFailedAnswerLetsItsConnectionGo() throws Exception {
    try (HttpRoom room = new HttpRoom()) {
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
    assertThrows(IllegalArgumentException.class, () -> new Transport.Limits(Duration.ZERO, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Transport.Limits(Duration.ofSeconds(1), 0));
  }
}
