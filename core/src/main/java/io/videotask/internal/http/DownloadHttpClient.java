package io.videotask.internal.http;

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
 * Configures OkHttp for downloads from the URLs that a gateway names. It has its own connection
 * pool: a connection that was opened for gateway calls has not passed the check for private URLs.
 * Thread-safe.
 */
public final class DownloadHttpClient implements AutoCloseable {
  private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_DOWNLOADS = 64;

  /** How many bytes of an error's body are read for a message. */
  public static final int MAX_SNIPPET_BYTES = 2048;

  private final SsrfGuardSocketFactory sockets = new SsrfGuardSocketFactory(false);
  private final @Nullable OkHttpClient base;
  private @Nullable Clients created;
  private final ThreadPoolExecutor workers;
  private final RequestListener listener;
  private final ExecutorService callbacks = CallThreads.forCallbacks("videotask-aside-");
  private final BoundedDns dns;

  /**
   * Creates a client.
   *
   * @param base the caller's own client, whose proxy, trust store, DNS and interceptors are used,
   *     but not its sockets, cookies and authenticators; null for none
   * @param listener is called after every request
   */
  public DownloadHttpClient(@Nullable OkHttpClient base, RequestListener listener) {
    this.base = base;
    this.workers = workers();
    this.dns =
        new BoundedDns(
            base == null ? Dns.SYSTEM : base.dns(),
            CallThreads.forCallbacks("videotask-dns-"),
            MAX_CONNECT_TIMEOUT);
    this.listener = listener;
  }

  /**
   * The OkHttp clients, which the first download creates: loading the trust store takes longer than
   * a query.
   *
   * @param unrestricted may connect to any address
   * @param publicOnly may not connect to private addresses
   */
  private record Clients(OkHttpClient unrestricted, OkHttpClient publicOnly) {}

  private synchronized Clients clients() {
    Clients existing = created;
    if (existing != null) {
      return existing;
    }
    OkHttpClient.Builder builder = base == null ? new OkHttpClient.Builder() : base.newBuilder();
    OkHttpClient unrestricted =
        builder
            .dispatcher(new Dispatcher())
            .connectionPool(new ConnectionPool())
            .dns(dns)
            .socketFactory(new SsrfGuardSocketFactory(true))
            .retryOnConnectionFailure(false)
            // Connects on the download's own thread, for the reason that ApiClient gives.
            .fastFallback(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(MAX_CONNECT_TIMEOUT)
            .callTimeout(Duration.ZERO)
            // StallDetector cancels calls on which no bytes arrive.
            .readTimeout(Duration.ZERO)
            .cache(null)
            .cookieJar(CookieJar.NO_COOKIES)
            // A password for the caller's own servers must not be sent to other hosts.
            .authenticator(Authenticator.NONE)
            .addNetworkInterceptor(chain -> RetryAfterMasking.mask(chain.proceed(chain.request())))
            .build();
    OkHttpClient publicOnly =
        unrestricted
            .newBuilder()
            .connectionPool(new ConnectionPool())
            .socketFactory(sockets)
            .build();
    Clients clients = new Clients(unrestricted, publicOnly);
    created = clients;
    return clients;
  }

  /**
   * Returns threads for blocking work; daemons, so that a program which forgets to close the client
   * still exits. Rejects tasks after {@link #close()}, and throws an OutOfMemoryError while no
   * thread can be started.
   */
  public Executor executor() {
    return this::execute;
  }

  private void execute(Runnable task) {
    try {
      workers.execute(task);
    } catch (OutOfMemoryError e) {
      // No thread can be started: an existing one runs the task later, if there is any.
      if (workers.getPoolSize() == 0) {
        throw e;
      }
      if (workers.isShutdown()) {
        throw new RejectedExecutionException("the client is closed", e);
      }
      workers.getQueue().add(task);
    }
  }

  /**
   * Returns a call factory for one request.
   *
   * @param privateAddresses whether the request may connect to private addresses
   * @param credentials are sent with the request; null for none
   */
  public Call.Factory calls(boolean privateAddresses, @Nullable Credentials credentials) {
    OkHttpClient client = privateAddresses ? clients().unrestricted() : clients().publicOnly();
    return credentials == null
        ? client
        : client
            .newBuilder()
            .addInterceptor(KeyAuthorization.bounded(credentials, callbacks, MAX_CONNECT_TIMEOUT))
            .build();
  }

  /**
   * Rejects what the socket factory can't see: a host written as an IP literal, before any lookup,
   * and a host behind a proxy, which makes the connection itself. A name that only the proxy can
   * resolve is accepted.
   *
   * @throws PrivateAddressException if the URL leads to a private address
   */
  public void requirePublicAddress(HttpUrl url) throws PrivateAddressException {
    InetAddress ipLiteral = PrivateNetworks.literal(url.host());
    if (ipLiteral != null) {
      refusePrivate(url, List.of(ipLiteral));
      permitProxies(url);
    } else if (permitProxies(url)) {
      try {
        refusePrivate(url, clients().unrestricted().dns().lookup(url.host()));
      } catch (UnknownHostException e) {
        // The proxy may be able to resolve it.
        return;
      }
    }
  }

  /**
   * Returns the beginning of a response's body, redacted for a message; empty if it can't be read.
   */
  public static String snippet(Response response) {
    try {
      String text = response.peekBody(MAX_SNIPPET_BYTES).string();
      String secret = Credentials.sentWith(response.request());
      return Redaction.message(
          secret == null || secret.isEmpty() ? text : text.replace(secret, "[key]"));
    } catch (IOException e) {
      return "";
    }
  }

  /** Reports a finished request to the listener. */
  public void report(HttpExchange exchange) {
    try {
      listener.onExchange(exchange);
    } catch (Throwable ignored) {
      // RequestListener specifies that exceptions are ignored.
    }
  }

  @Override
  public void close() {
    Clients existing;
    synchronized (this) {
      existing = created;
    }
    workers.shutdown();
    callbacks.shutdown();
    dns.close();
    if (existing != null) {
      existing.unrestricted().connectionPool().evictAll();
      existing.publicOnly().connectionPool().evictAll();
    }
  }

  private static void refusePrivate(HttpUrl url, List<InetAddress> addresses)
      throws PrivateAddressException {
    for (InetAddress address : addresses) {
      if (PrivateNetworks.contains(address)) {
        throw new PrivateAddressException(
            url.host(), "its host is on an inner network, not out on the internet");
      }
    }
  }

  /** Returns whether a proxy is used for this URL, and permits connections to it. */
  private boolean permitProxies(HttpUrl url) {
    Proxy fixed = clients().unrestricted().proxy();
    List<Proxy> proxies =
        fixed == null ? clients().unrestricted().proxySelector().select(url.uri()) : List.of(fixed);
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
      for (InetAddress address : clients().unrestricted().dns().lookup(proxy.getHostString())) {
        sockets.allowProxy(new InetSocketAddress(address, proxy.getPort()));
      }
    } catch (UnknownHostException e) {
      // Connecting to it will fail as well.
      return;
    }
  }

  private static ThreadPoolExecutor workers() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            MAX_DOWNLOADS,
            MAX_DOWNLOADS,
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
