package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import io.videotask.http.HttpExchange;
import io.videotask.http.RequestListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Configures OkHttp for fetching files from wherever a gateway says they are. Its connections are
 * its own: one that a call to a gateway left open has not been checked. Thread-safe.
 */
public final class DownloadHttpClient implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final int DOWNLOADS_AT_ONCE = 64;

  /** How much of a refusal's body is looked at. */
  public static final int SNIPPET = 2048;

  private final SsrfGuardSocketFactory sockets = new SsrfGuardSocketFactory(false);
  private final @Nullable OkHttpClient base;
  private @Nullable Clients made;
  private final ThreadPoolExecutor workers;
  private final RequestListener listener;
  private final ExecutorService callbacks = CallThreads.forCallbacks("videotask-aside-");
  private final BoundedDns dns;

  /**
   * @param base the caller's own client, whose proxy, trust store, DNS and interceptors are used;
   *     its sockets, cookies and authenticators are not. Null for none
   * @param listener is told of every request
   */
  public DownloadHttpClient(@Nullable OkHttpClient base, RequestListener listener) {
    this.base = base;
    this.workers = workers();
    this.dns =
        new BoundedDns(
            base == null ? Dns.SYSTEM : base.dns(),
            CallThreads.forCallbacks("videotask-dns-"),
            LONGEST_CONNECT);
    this.listener = listener;
  }

  /**
   * Made when the first file is fetched: to read the trust store takes longer than a query.
   *
   * @param any may lead anywhere
   * @param outer may not lead to an inner network
   */
  private record Clients(OkHttpClient any, OkHttpClient outer) {}

  private synchronized Clients clients() {
    Clients known = made;
    if (known != null) {
      return known;
    }
    OkHttpClient.Builder builder = base == null ? new OkHttpClient.Builder() : base.newBuilder();
    OkHttpClient any =
        builder
            .dispatcher(new Dispatcher())
            .connectionPool(new ConnectionPool())
            .dns(dns)
            .socketFactory(new SsrfGuardSocketFactory(true))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(LONGEST_CONNECT)
            .callTimeout(Duration.ZERO)
            // Whoever reads cuts the call itself when nothing comes: see Stall in download.
            .readTimeout(Duration.ZERO)
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            // Whoever has a password for its own servers must not tell it to a stranger's.
            .authenticator(Authenticator.NONE)
            .addNetworkInterceptor(chain -> RetryAfterMasking.in(chain.proceed(chain.request())))
            .build();
    OkHttpClient outer =
        any.newBuilder().connectionPool(new ConnectionPool()).socketFactory(sockets).build();
    Clients clients = new Clients(any, outer);
    made = clients;
    return clients;
  }

  /** Threads for what blocks; daemons, so that a program which forgets to close us still ends. */
  public Executor executor() {
    return this::execute;
  }

  private void execute(Runnable task) {
    try {
      workers.execute(task);
    } catch (OutOfMemoryError e) {
      // No thread can be started: one of those that there are does it, or nobody ever will.
      if (workers.getPoolSize() == 0 || workers.isShutdown()) {
        throw new RejectedExecutionException("no thread can be started", e);
      }
      workers.getQueue().add(task);
    }
  }

  /**
   * A client for one request.
   *
   * @param privateAddresses whether it may lead to an inner network
   * @param key goes along; null for none
   */
  public Call.Factory calls(boolean privateAddresses, @Nullable ApiKey key) {
    OkHttpClient client = privateAddresses ? clients().any() : clients().outer();
    return key == null
        ? client
        : client
            .newBuilder()
            .addInterceptor(BearerAuthorization.bounded(key, callbacks, LONGEST_CONNECT))
            .build();
  }

  /**
   * Refuses what the sockets would not see: a host in digits before anything is looked up, and one
   * behind a proxy, which makes the connection itself. A name that only the proxy can look up is
   * left to it.
   */
  public void requireOuter(HttpUrl url) throws PrivateAddressException {
    InetAddress literal = PrivateNetworks.literal(url.host());
    if (literal != null) {
      refuseInner(url, List.of(literal));
      allowProxies(url);
    } else if (allowProxies(url)) {
      try {
        refuseInner(url, clients().any().dns().lookup(url.host()));
      } catch (UnknownHostException e) {
        // The proxy may know it.
        return;
      }
    }
  }

  /** A little of an answer's body, fit for a message. */
  public static String snippet(Response response) {
    try {
      String text = response.peekBody(SNIPPET).string();
      String authorization = response.request().header("Authorization");
      String key =
          authorization == null ? "" : authorization.substring(authorization.indexOf(' ') + 1);
      return Redaction.message(key.isEmpty() ? text : text.replace(key, "[key]"));
    } catch (IOException e) {
      return "";
    }
  }

  /** Tells the listener of a request that is over. */
  public void tell(HttpExchange exchange) {
    try {
      listener.onExchange(exchange);
    } catch (Throwable ignored) {
      // Its contract says that what it throws is ignored.
    }
  }

  @Override
  public void close() {
    Clients known;
    synchronized (this) {
      known = made;
    }
    if (known != null) {
      known.any().dispatcher().cancelAll();
    }
    workers.shutdown();
    callbacks.shutdown();
    dns.close();
    if (known != null) {
      known.any().connectionPool().evictAll();
      known.outer().connectionPool().evictAll();
    }
  }

  private static void refuseInner(HttpUrl url, List<InetAddress> addresses)
      throws PrivateAddressException {
    for (InetAddress address : addresses) {
      if (PrivateNetworks.contain(address)) {
        throw new PrivateAddressException(
            url.host(), "its host is on an inner network, not out on the internet");
      }
    }
  }

  /** Whether there is a proxy for this address. */
  private boolean allowProxies(HttpUrl url) {
    Proxy fixed = clients().any().proxy();
    List<Proxy> proxies =
        fixed == null ? clients().any().proxySelector().select(url.uri()) : List.of(fixed);
    boolean proxied = false;
    for (Proxy proxy : proxies == null ? List.<Proxy>of() : proxies) {
      if (proxy.type() != Proxy.Type.DIRECT && proxy.address() instanceof InetSocketAddress at) {
        proxied = true;
        allow(at);
      }
    }
    return proxied;
  }

  private void allow(InetSocketAddress proxy) {
    try {
      for (InetAddress address : clients().any().dns().lookup(proxy.getHostString())) {
        sockets.allowProxy(new InetSocketAddress(address, proxy.getPort()));
      }
    } catch (UnknownHostException e) {
      // Then there will be no connection to it either.
      return;
    }
  }

  private static ThreadPoolExecutor workers() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            DOWNLOADS_AT_ONCE,
            DOWNLOADS_AT_ONCE,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "videotask-download-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
