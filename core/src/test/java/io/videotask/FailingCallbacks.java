package io.videotask;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.http.RequestListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;
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

/** A client with one user callback that throws, or hangs until it is released. */
final class FailingCallbacks {
  private final Callback callback;
  private final FailureMode mode;
  private final CountDownLatch never;

  /**
   * @param never releases the callbacks that hang
   */
  FailingCallbacks(Callback callback, FailureMode mode, CountDownLatch never) {
    this.callback = callback;
    this.mode = mode;
    this.never = never;
  }

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

  /** Fails in this way. */
  private void fail() {
    switch (mode) {
      case THROWS -> throw new IllegalStateException("thrown by a callback");
      case THROWS_AN_ERROR -> throw new AssertionError("thrown by a callback");
      case HANGS -> hang(never);
    }
  }

  /** Hangs until it is released, even if the thread is interrupted. */
  static void hang(CountDownLatch never) {
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

  /**
   * Returns a client whose callback fails.
   *
   * @param url of an OpenAI video gateway
   */
  VideoTasks client(String url, Duration requestTimeout) {
    OkHttpClient.Builder base = new OkHttpClient.Builder();
    ApiKey key = ApiKey.of("sk-canary");
    RequestListener listener = RequestListener.NONE;
    switch (callback) {
      case KEY ->
          key =
              ApiKey.suppliedBy(
                  () -> {
                    fail();
                    return "sk-canary";
                  });
      case INTERCEPTOR ->
          base.addInterceptor(
              chain -> {
                fail();
                return chain.proceed(chain.request());
              });
      case INTERCEPTOR_AFTERWARDS ->
          base.addInterceptor(
              chain -> {
                Response response = chain.proceed(chain.request());
                fail();
                return response;
              });
      case NETWORK_INTERCEPTOR ->
          base.addNetworkInterceptor(
              chain -> {
                fail();
                return chain.proceed(chain.request());
              });
      case NETWORK_INTERCEPTOR_AFTERWARDS ->
          base.addNetworkInterceptor(
              chain -> {
                Response response = chain.proceed(chain.request());
                fail();
                return response;
              });
      case DNS ->
          base.dns(
              host -> {
                fail();
                return List.of(InetAddress.getLoopbackAddress());
              });
      case SOCKET_FACTORY -> base.socketFactory(new FailingSockets());
      case PROXY_SELECTOR -> base.proxySelector(new FailingProxies());
      case COOKIES_LOADED, COOKIES_SAVED -> base.cookieJar(new FailingCookies());
      case LISTENER_FACTORY ->
          base.eventListenerFactory(
              call -> {
                fail();
                return EventListener.NONE;
              });
      case REQUEST_LISTENER -> listener = exchange -> fail();
      default -> base.eventListener(new FailingListener());
    }
    return VideoTasks.builder()
        .gateway(Gateway.openAiVideos(url, key))
        .httpClient(base.build())
        .requestListener(listener)
        .requestTimeout(requestTimeout)
        .build();
  }

  private final class FailingSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      fail();
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
    @Override
    public List<Proxy> select(URI uri) {
      fail();
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  private final class FailingCookies implements CookieJar {
    @Override
    public List<Cookie> loadForRequest(HttpUrl url) {
      if (callback == Callback.COOKIES_LOADED) {
        fail();
      }
      return List.of();
    }

    @Override
    public void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
      if (callback == Callback.COOKIES_SAVED) {
        fail();
      }
    }
  }

  private final class FailingListener extends EventListener {
    private void at(Callback called) {
      if (called == callback) {
        fail();
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
      // OkHttp's own timeouts cancel calls on this thread, one for the whole JVM. An exception ends
      // it, and with it the timeouts of all OkHttp clients, so those of other tests, too.
      if (!Thread.currentThread().getName().equals("Okio Watchdog")) {
        at(Callback.CANCELED);
      }
    }
  }
}
