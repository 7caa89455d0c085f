package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request is sent at most once, and never after it has been abandoned. */
class OneShotCallTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
  private static final ApiKey KEY = ApiKey.of(HttpFixture.KEY);

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch returned = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private void block() {
    reached.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        released.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    returned.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static OneShotCall send(HttpFixture fixture, ApiKey key) {
    Request request =
        new Request.Builder()
            .url(fixture.server.url("/v1"))
            .post(RequestBody.create(new byte[1]))
            .build();
    return fixture.transport.sendOnce(HttpFixture.bearer(key), request);
  }

  private static SendResult end(OneShotCall send) throws Exception {
    return send.result().get(20, TimeUnit.SECONDS);
  }

  /** Lets the request time out while its callback blocks, then releases the callback. */
  private SendResult resultOfABlockedSend(HttpFixture fixture, ApiKey key) throws Exception {
    OneShotCall send = send(fixture, key);
    assertTrue(reached.await(20, TimeUnit.SECONDS));
    fixture.timer.advance(REQUEST_TIMEOUT);
    assertFalse(send.result().isDone(), "the grace is not over");
    fixture.timer.advance(CallDeadlines.GRACE);
    SendResult delivery = end(send);
    released.countDown();
    assertTrue(returned.await(20, TimeUnit.SECONDS));
    return delivery;
  }

  private static void assertNothingSent(HttpFixture fixture) throws InterruptedException {
    assertEquals(null, fixture.server.takeRequest(200, TimeUnit.MILLISECONDS));
  }

  private static OkHttpClient listening(EventListener listener) {
    return new OkHttpClient.Builder().eventListener(listener).build();
  }

  @Test
  void aKeySupplierThatReturnsTooLateSendsNothing() throws Exception {
    try (HttpFixture fixture = new HttpFixture(null, REQUEST_TIMEOUT, 1000)) {
      ApiKey key =
          ApiKey.suppliedBy(
              () -> {
                block();
                return HttpFixture.KEY;
              });

      SendResult.NotSent end =
          assertInstanceOf(SendResult.NotSent.class, resultOfABlockedSend(fixture, key));

      assertEquals("the key's supplier has not returned in time", end.cause().getMessage());
      assertNothingSent(fixture);
    }
  }

  @Test
  void aListenerThatReturnsTooLateSendsNothing() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void requestHeadersStart(Call call) {
            block();
          }
        };
    try (HttpFixture fixture = new HttpFixture(listening(listener), REQUEST_TIMEOUT, 1000)) {
      assertInstanceOf(SendResult.NotSent.class, resultOfABlockedSend(fixture, KEY));
      assertNothingSent(fixture);
    }
  }

  @Test
  void aListenerThatBlocksAfterTheRequestWasSentLeavesItUnknown() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void responseHeadersStart(Call call) {
            block();
          }
        };
    try (HttpFixture fixture = new HttpFixture(listening(listener), REQUEST_TIMEOUT, 1000)) {
      fixture.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Lost.class, resultOfABlockedSend(fixture, KEY));
    }
  }

  @Test
  void abandoningASendInACallbackEndsItAtOnce() throws Exception {
    Interceptor hanging =
        chain -> {
          block();
          return chain.proceed(chain.request());
        };
    OkHttpClient base = new OkHttpClient.Builder().addInterceptor(hanging).build();
    try (HttpFixture fixture = new HttpFixture(base, REQUEST_TIMEOUT, 1000)) {
      OneShotCall send = send(fixture, KEY);
      assertTrue(reached.await(20, TimeUnit.SECONDS));

      send.abandon();

      assertTrue(send.result().isDone());
      assertInstanceOf(SendResult.NotSent.class, end(send));
      released.countDown();
      assertNothingSent(fixture);
    }
  }

  @Test
  void closingEndsASendWhoseCallbackBlocks() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void requestBodyStart(Call call) {
            block();
          }
        };
    OneShotCall send;
    try (HttpFixture fixture = new HttpFixture(listening(listener), REQUEST_TIMEOUT, 1000)) {
      send = send(fixture, KEY);
      assertTrue(reached.await(20, TimeUnit.SECONDS));
    }
    assertInstanceOf(SendResult.Lost.class, end(send));
  }

  @Test
  void withoutAThreadNothingIsEverSent() throws Exception {
    AtomicBoolean none = new AtomicBoolean(true);
    HandoffExecutor threads =
        new HandoffExecutor(
            task -> {
              if (none.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(task);
            },
            () -> 0);
    try (HttpFixture fixture = new HttpFixture(null, REQUEST_TIMEOUT, 1000, threads)) {
      for (int i = 0; i < 3; i++) {
        SendResult.NotSent end =
            assertInstanceOf(SendResult.NotSent.class, end(send(fixture, KEY)));
        assertEquals("no thread could be started for it", end.cause().getMessage());
      }
      none.set(false);
      fixture.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Answered.class, end(send(fixture, KEY)));
      assertEquals(1, fixture.server.getRequestCount());
      assertEquals(0, fixture.timer.pending(), "no alarm is left behind");
    }
  }

  @Test
  void withoutATimerNothingIsSent() throws Exception {
    try (HttpFixture fixture = new HttpFixture(null, REQUEST_TIMEOUT, 1000)) {
      fixture.timer.failToSchedule();

      assertInstanceOf(SendResult.NotSent.class, end(send(fixture, KEY)));
      assertNothingSent(fixture);
    }
  }

  @Test
  void aSendWithoutAThreadInTimeIsNeverSent() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CallExecutor full =
        new CallExecutor() {
          private @Nullable Runnable kept;

          @Override
          public Runnable execute(Object server, Runnable call) {
            kept = call;
            return () -> {};
          }

          @Override
          public void shutdown() {
            if (kept != null) {
              kept.run();
            }
            busy.countDown();
          }
        };
    OneShotCall send;
    try (HttpFixture fixture = new HttpFixture(null, REQUEST_TIMEOUT, 1000, full)) {
      send = send(fixture, KEY);
      fixture.timer.advance(REQUEST_TIMEOUT.plus(CallDeadlines.GRACE));

      SendResult.NotSent end = assertInstanceOf(SendResult.NotSent.class, end(send));
      assertEquals("no thread was free for it in time", end.cause().getMessage());
      full.shutdown();
      assertNothingSent(fixture);
    }
  }

  @Test
  void replacingTheOneShotBodyDoesNotSendItTwice() throws Exception {
    Interceptor again =
        chain -> {
          Request plain = chain.request();
          return chain.proceed(plain.newBuilder().post(RequestBody.create(new byte[1])).build());
        };
    Interceptor restoring =
        chain -> {
          Response response = chain.proceed(chain.request());
          return response.newBuilder().header("Retry-After", "0").build();
        };
    OkHttpClient base =
        new OkHttpClient.Builder().addInterceptor(again).addNetworkInterceptor(restoring).build();
    try (HttpFixture fixture = new HttpFixture(base, REQUEST_TIMEOUT, 1000)) {
      fixture.server.enqueue(answer(503, ""));
      fixture.server.enqueue(answer(200, "{}"));

      assertFalse(end(send(fixture, KEY)) instanceof SendResult.NotSent);
      assertEquals(1, fixture.server.getRequestCount());
    }
  }

  @Test
  void aCopyOfTheCallCountsAsSent() throws Exception {
    Interceptor copying =
        chain -> {
          chain.call().clone().execute().close();
          throw new IllegalStateException("after the copy");
        };
    AtomicBoolean first = new AtomicBoolean(true);
    OkHttpClient base =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    first.getAndSet(false)
                        ? copying.intercept(chain)
                        : chain.proceed(chain.request()))
            .build();
    try (HttpFixture fixture = new HttpFixture(base, REQUEST_TIMEOUT, 1000)) {
      fixture.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Lost.class, end(send(fixture, KEY)));
    }
  }

  @Test
  void aListenerThatFailsAtTheEndDoesNotLoseTheAnswer() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void callEnd(Call call) {
            throw new IllegalStateException("a listener's");
          }
        };
    try (HttpFixture fixture = new HttpFixture(listening(listener), REQUEST_TIMEOUT, 1000)) {
      fixture.server.enqueue(answer(200, "{\"id\":\"t\"}"));

      SendResult.Answered end =
          assertInstanceOf(SendResult.Answered.class, end(send(fixture, KEY)));
      assertEquals("{\"id\":\"t\"}", end.answer().body());
    }
  }
}
