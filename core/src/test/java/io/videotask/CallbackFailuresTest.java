package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.http.RequestListener;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fails each user callback on the path of a request in every way: the request completes
 * nevertheless, nothing is sent twice or later, and a request that was sent is never reported as
 * not sent.
 */
@Execution(ExecutionMode.CONCURRENT)
class CallbackFailuresTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(200);
  private static final TaskRef TASK = TaskRef.parse("openai-videos:video_1");

  private final CountDownLatch never = new CountDownLatch(1);
  private final MockWebServer server = new MockWebServer();

  /** How a callback fails. */
  enum FailureMode {
    THROWS,
    THROWS_AN_ERROR,
    HANGS
  }

  /** Which callback fails. */
  enum Callback {
    KEY,
    INTERCEPTOR,
    INTERCEPTOR_AFTERWARDS,
    NETWORK_INTERCEPTOR,
    NETWORK_INTERCEPTOR_AFTERWARDS,
    DNS,
    SOCKET_FACTORY,
    PROXY_SELECTOR,
    COOKIES_LOADED,
    COOKIES_SAVED,
    LISTENER_FACTORY,
    REQUEST_LISTENER,
    CALL_START,
    PROXY_SELECT_START,
    DNS_START,
    CONNECT_START,
    CONNECT_END,
    CONNECTION_ACQUIRED,
    CONNECTION_RELEASED,
    REQUEST_HEADERS_START,
    REQUEST_HEADERS_END,
    REQUEST_BODY_START,
    REQUEST_BODY_END,
    RESPONSE_HEADERS_START,
    RESPONSE_HEADERS_END,
    RESPONSE_BODY_START,
    RESPONSE_BODY_END,
    CALL_END,
    CALL_FAILED,
    CANCELED
  }

  static Stream<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (Callback callback : Callback.values()) {
      for (FailureMode mode : FailureMode.values()) {
        all.add(Arguments.of(callback, mode));
      }
    }
    return all.stream();
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    server.setDispatcher(
        new mockwebserver3.Dispatcher() {
          @Override
          public MockResponse dispatch(mockwebserver3.RecordedRequest request) {
            return new MockResponse.Builder()
                .body("{\"id\":\"video_1\",\"object\":\"video\",\"status\":\"queued\",\"data\":[]}")
                .build();
          }
        });
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.close();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyRequestCompletes(Callback callback, FailureMode mode) throws Exception {
    try (VideoTasks videos = client(callback, mode)) {
      VideoRequest request = VideoRequest.of("a kite").model("m").build();
      List<CompletableFuture<?>> sent =
          List.of(
              videos.queryAsync(TASK),
              videos.listAsync("openai-videos", 5, null),
              videos.deleteAsync(TASK));
      CompletableFuture<SubmitOutcome> submit = videos.submitAsync(request);
      FutureTask<Object> onThisThread = new FutureTask<>(() -> videos.query(TASK));
      Thread caller = new Thread(onThisThread);
      caller.setDaemon(true);
      caller.start();

      for (CompletableFuture<?> each : sent) {
        end(each);
      }
      try {
        onThisThread.get(20, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertTrue(e.getCause() instanceof VideoTaskException, e::toString);
      }
      Throwable failure = end(submit);
      never.countDown();

      long posts = posts();
      assertTrue(posts <= 1, posts + " were sent");
      if (failure != null) {
        assertEquals(0, posts, "a submit that was sent is not reported as not sent");
      }
    }
  }

  private static @Nullable Throwable end(CompletableFuture<?> future) throws Exception {
    try {
      future.get(20, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      assertTrue(e.getCause() instanceof VideoTaskException, e::toString);
      return e.getCause();
    }
  }

  private long posts() throws InterruptedException {
    long posts = 0;
    mockwebserver3.RecordedRequest request = server.takeRequest(50, TimeUnit.MILLISECONDS);
    while (request != null) {
      posts += request.getMethod().equals("POST") ? 1 : 0;
      request = server.takeRequest(0, TimeUnit.MILLISECONDS);
    }
    return posts;
  }

  /** Fails in this way. */
  private void fail(FailureMode mode) {
    switch (mode) {
      case THROWS -> throw new IllegalStateException("thrown by a callback");
      case THROWS_AN_ERROR -> throw new AssertionError("thrown by a callback");
      case HANGS -> {
        boolean interrupted = false;
        while (true) {
          try {
            never.await();
            break;
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private VideoTasks client(Callback callback, FailureMode mode) {
    OkHttpClient.Builder base = new OkHttpClient.Builder();
    ApiKey key = ApiKey.of("sk-canary");
    RequestListener listener = RequestListener.NONE;
    switch (callback) {
      case KEY ->
          key =
              ApiKey.suppliedBy(
                  () -> {
                    fail(mode);
                    return "sk-canary";
                  });
      case INTERCEPTOR ->
          base.addInterceptor(
              chain -> {
                fail(mode);
                return chain.proceed(chain.request());
              });
      case INTERCEPTOR_AFTERWARDS ->
          base.addInterceptor(
              chain -> {
                Response response = chain.proceed(chain.request());
                fail(mode);
                return response;
              });
      case NETWORK_INTERCEPTOR ->
          base.addNetworkInterceptor(
              chain -> {
                fail(mode);
                return chain.proceed(chain.request());
              });
      case NETWORK_INTERCEPTOR_AFTERWARDS ->
          base.addNetworkInterceptor(
              chain -> {
                Response response = chain.proceed(chain.request());
                fail(mode);
                return response;
              });
      case DNS ->
          base.dns(
              host -> {
                fail(mode);
                return List.of(InetAddress.getLoopbackAddress());
              });
      case SOCKET_FACTORY -> base.socketFactory(new FailingSockets(mode));
      case PROXY_SELECTOR -> base.proxySelector(new FailingProxies(mode));
      case COOKIES_LOADED, COOKIES_SAVED -> base.cookieJar(new FailingCookies(callback, mode));
      case LISTENER_FACTORY ->
          base.eventListenerFactory(
              call -> {
                fail(mode);
                return EventListener.NONE;
              });
      case REQUEST_LISTENER -> listener = exchange -> fail(mode);
      default -> base.eventListener(new FailingListener(callback, mode));
    }
    return VideoTasks.builder()
        .gateway(Gateway.openAiVideos(server.url("/").toString(), key))
        .httpClient(base.build())
        .requestListener(listener)
        .requestTimeout(REQUEST_TIMEOUT)
        .build();
  }

  private final class FailingSockets extends SocketFactory {
    private final FailureMode mode;

    FailingSockets(FailureMode mode) {
      this.mode = mode;
    }

    @Override
    public Socket createSocket() {
      fail(mode);
      return new Socket();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private final class FailingProxies extends ProxySelector {
    private final FailureMode mode;

    FailingProxies(FailureMode mode) {
      this.mode = mode;
    }

    @Override
    public List<Proxy> select(URI uri) {
      fail(mode);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  private final class FailingCookies implements CookieJar {
    private final Callback callback;
    private final FailureMode mode;

    FailingCookies(Callback callback, FailureMode mode) {
      this.callback = callback;
      this.mode = mode;
    }

    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
      if (callback == Callback.COOKIES_LOADED) {
        fail(mode);
      }
      return List.of();
    }

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
      if (callback == Callback.COOKIES_SAVED) {
        fail(mode);
      }
    }
  }

  private final class FailingListener extends EventListener {
    private final Callback failing;
    private final FailureMode mode;

    FailingListener(Callback failing, FailureMode mode) {
      this.failing = failing;
      this.mode = mode;
    }

    private void at(Callback callback) {
      if (callback == failing) {
        fail(mode);
      }
    }

    @Override
    public void callStart(Call call) {
      at(Callback.CALL_START);
    }

    @Override
    public void proxySelectStart(Call call, HttpUrl url) {
      at(Callback.PROXY_SELECT_START);
    }

    @Override
    public void dnsStart(Call call, String host) {
      at(Callback.DNS_START);
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
      at(Callback.CONNECT_START);
    }

    @Override
    public void connectEnd(
        Call call, InetSocketAddress address, Proxy proxy, okhttp3.@Nullable Protocol protocol) {
      at(Callback.CONNECT_END);
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      at(Callback.CONNECTION_ACQUIRED);
    }

    @Override
    public void connectionReleased(Call call, Connection connection) {
      at(Callback.CONNECTION_RELEASED);
    }

    @Override
    public void requestHeadersStart(Call call) {
      at(Callback.REQUEST_HEADERS_START);
    }

    @Override
    public void requestHeadersEnd(Call call, Request request) {
      at(Callback.REQUEST_HEADERS_END);
    }

    @Override
    public void requestBodyStart(Call call) {
      at(Callback.REQUEST_BODY_START);
    }

    @Override
    public void requestBodyEnd(Call call, long count) {
      at(Callback.REQUEST_BODY_END);
    }

    @Override
    public void responseHeadersStart(Call call) {
      at(Callback.RESPONSE_HEADERS_START);
    }

    @Override
    public void responseHeadersEnd(Call call, Response response) {
      at(Callback.RESPONSE_HEADERS_END);
    }

    @Override
    public void responseBodyStart(Call call) {
      at(Callback.RESPONSE_BODY_START);
    }

    @Override
    public void responseBodyEnd(Call call, long count) {
      at(Callback.RESPONSE_BODY_END);
    }

    @Override
    public void callEnd(Call call) {
      at(Callback.CALL_END);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
      at(Callback.CALL_FAILED);
    }

    @Override
    public void canceled(Call call) {
      at(Callback.CANCELED);
    }
  }
}
