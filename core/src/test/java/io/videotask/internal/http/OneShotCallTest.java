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

/** A request that must not be sent twice, and never once it has been given up. */
class OneShotCallTest {
  private static final Duration TIME = Duration.ofMinutes(2);
  private static final ApiKey KEY = ApiKey.of(HttpFixture.KEY);

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch returned = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
  }

  private void hang() {
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

  private static OneShotCall send(HttpFixture room, ApiKey key) {
    Request request =
        new Request.Builder()
            .url(room.server.url("/v1"))
            .post(RequestBody.create(new byte[1]))
            .build();
    return room.transport.sendOnce(key, request);
  }

  private static SendResult end(OneShotCall send) throws Exception {
    return send.delivery().get(20, TimeUnit.SECONDS);
  }

  /** Lets the time of a request pass while its callback hangs, and lets the callback go then. */
  private SendResult endOfAHungSend(HttpFixture room, ApiKey key) throws Exception {
    OneShotCall send = send(room, key);
    assertTrue(reached.await(20, TimeUnit.SECONDS));
    room.timer.advance(TIME);
    assertFalse(send.delivery().isDone(), "the grace is not over");
    room.timer.advance(CallDeadlines.GRACE);
    SendResult delivery = end(send);
    released.countDown();
    assertTrue(returned.await(20, TimeUnit.SECONDS));
    return delivery;
  }

  private static void assertNeverSent(HttpFixture room) throws InterruptedException {
    assertEquals(null, room.server.takeRequest(200, TimeUnit.MILLISECONDS));
  }

  private static OkHttpClient listening(EventListener listener) {
    return new OkHttpClient.Builder().eventListener(listener).build();
  }

  @Test
  void aKeySupplierThatReturnsTooLateSendsNothing() throws Exception {
    try (HttpFixture room = new HttpFixture(null, TIME, 1000)) {
      ApiKey key =
          ApiKey.suppliedBy(
              () -> {
                hang();
                return HttpFixture.KEY;
              });

      SendResult.NotSent end =
          assertInstanceOf(SendResult.NotSent.class, endOfAHungSend(room, key));

      assertEquals("the key's supplier has not returned in time", end.cause().getMessage());
      assertNeverSent(room);
    }
  }

  @Test
  void aListenerThatReturnsTooLateSendsNothing() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void requestHeadersStart(Call call) {
            hang();
          }
        };
    try (HttpFixture room = new HttpFixture(listening(listener), TIME, 1000)) {
      assertInstanceOf(SendResult.NotSent.class, endOfAHungSend(room, KEY));
      assertNeverSent(room);
    }
  }

  @Test
  void aListenerThatHangsAfterTheRequestHasLeftLeavesItUnknown() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void responseHeadersStart(Call call) {
            hang();
          }
        };
    try (HttpFixture room = new HttpFixture(listening(listener), TIME, 1000)) {
      room.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Lost.class, endOfAHungSend(room, KEY));
    }
  }

  @Test
  void aSendThatIsAbandonedInACallbackEndsAtOnce() throws Exception {
    Interceptor hanging =
        chain -> {
          hang();
          return chain.proceed(chain.request());
        };
    OkHttpClient base = new OkHttpClient.Builder().addInterceptor(hanging).build();
    try (HttpFixture room = new HttpFixture(base, TIME, 1000)) {
      OneShotCall send = send(room, KEY);
      assertTrue(reached.await(20, TimeUnit.SECONDS));

      send.abandon();

      assertTrue(send.delivery().isDone());
      assertInstanceOf(SendResult.NotSent.class, end(send));
      released.countDown();
      assertNeverSent(room);
    }
  }

  @Test
  void closingEndsASendWhoseCallbackHangs() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void requestBodyStart(Call call) {
            hang();
          }
        };
    OneShotCall send;
    try (HttpFixture room = new HttpFixture(listening(listener), TIME, 1000)) {
      send = send(room, KEY);
      assertTrue(reached.await(20, TimeUnit.SECONDS));
    }
    assertInstanceOf(SendResult.Lost.class, end(send));
  }

  @Test
  void withoutAThreadNothingIsSentNowOrLater() throws Exception {
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
    try (HttpFixture room = new HttpFixture(null, TIME, 1000, threads)) {
      for (int i = 0; i < 3; i++) {
        SendResult.NotSent end = assertInstanceOf(SendResult.NotSent.class, end(send(room, KEY)));
        assertEquals("no thread could be started for it", end.cause().getMessage());
      }
      none.set(false);
      room.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Answered.class, end(send(room, KEY)));
      assertEquals(1, room.server.getRequestCount());
      assertEquals(0, room.timer.pending(), "no alarm is left behind");
    }
  }

  @Test
  void withoutATimerNothingIsSent() throws Exception {
    try (HttpFixture room = new HttpFixture(null, TIME, 1000)) {
      room.timer.breakDown();

      assertInstanceOf(SendResult.NotSent.class, end(send(room, KEY)));
      assertNeverSent(room);
    }
  }

  @Test
  void aSendThatGetsNoThreadInTimeIsNeverSent() throws Exception {
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
    try (HttpFixture room = new HttpFixture(null, TIME, 1000, full)) {
      send = send(room, KEY);
      room.timer.advance(TIME.plus(CallDeadlines.GRACE));

      SendResult.NotSent end = assertInstanceOf(SendResult.NotSent.class, end(send));
      assertEquals("no thread was free for it in time", end.cause().getMessage());
      full.shutdown();
      assertNeverSent(room);
    }
  }

  @Test
  void undoingTheOneShotBodyDoesNotSendItTwice() throws Exception {
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
    try (HttpFixture room = new HttpFixture(base, TIME, 1000)) {
      room.server.enqueue(answer(503, ""));
      room.server.enqueue(answer(200, "{}"));

      assertFalse(end(send(room, KEY)) instanceof SendResult.NotSent);
      assertEquals(1, room.server.getRequestCount());
    }
  }

  @Test
  void aCopyOfTheCallIsKnownToHaveLeft() throws Exception {
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
    try (HttpFixture room = new HttpFixture(base, TIME, 1000)) {
      room.server.enqueue(answer(200, "{}"));

      assertInstanceOf(SendResult.Lost.class, end(send(room, KEY)));
    }
  }

  @Test
  void aListenerThatFailsOnceAllHasComeTakesNothingAway() throws Exception {
    EventListener listener =
        new EventListener() {
          @Override
          public void callEnd(Call call) {
            throw new IllegalStateException("a listener's");
          }
        };
    try (HttpFixture room = new HttpFixture(listening(listener), TIME, 1000)) {
      room.server.enqueue(answer(200, "{\"id\":\"t\"}"));

      SendResult.Answered end = assertInstanceOf(SendResult.Answered.class, end(send(room, KEY)));
      assertEquals("{\"id\":\"t\"}", end.answer().body());
    }
  }
}
