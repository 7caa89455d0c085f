package io.videotask.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Configures OkHttp for calls to a gateway. No other class does. */
final class ApiClient {
  private static final Duration MAX_CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * Keeps as many idle connections as a server has concurrent calls: a new connection costs far
   * more than a request.
   */
  private static ConnectionPool newPool() {
    return new ConnectionPool(256, 5, TimeUnit.MINUTES);
  }

  private ApiClient() {}

  /**
   * Returns a client with the settings that gateway calls need.
   *
   * @param base the caller's own client, whose proxy, trust store, DNS, connection pool and
   *     interceptors are kept; null for none
   * @param dns resolves host names within a time limit
   * @param requestTimeout the limit of one whole call
   */
  static OkHttpClient configure(@Nullable OkHttpClient base, Dns dns, Duration requestTimeout) {
    OkHttpOnClassPath.check();
    OkHttpClient.Builder builder = base == null ? new OkHttpClient.Builder() : base.newBuilder();
    Duration connect = connectTimeout(requestTimeout);
    ConnectionPool pool = base == null ? newPool() : base.connectionPool();
    StaleConnectionRetry staleRetry = new StaleConnectionRetry(pool);
    return builder
        .connectionPool(pool)
        .addInterceptor(staleRetry::sendAgain)
        // One interceptor for all three: each interceptor adds a cost to every query.
        .addNetworkInterceptor(
            chain ->
                RetryAfterMasking.mask(
                    ProxyAuthMasking.mask(staleRetry.detect(chain), chain.connection())))
        // Keeps track of running calls only; they run on the threads of this library.
        .dispatcher(new Dispatcher())
        .dns(dns)
        // This library retries where that is safe: OkHttp would send a POST twice.
        .retryOnConnectionFailure(false)
        // Connects on the call's own thread, to one address after the other. OkHttp's concurrent
        // attempts run on threads of its own, and once one of those could not be started, they
        // don't connect again until the JVM ends.
        .fastFallback(false)
        // A redirect would send the key to any host that it names.
        .followRedirects(false)
        .followSslRedirects(false)
        // An authenticator repeats requests, and a cache answers in place of the gateway.
        .authenticator(Authenticator.NONE)
        .cache(null)
        .connectTimeout(connect)
        .readTimeout(requestTimeout)
        .writeTimeout(requestTimeout)
        // The only limit that ends a response which arrives byte by byte.
        .callTimeout(requestTimeout)
        .build();
  }

  /**
   * Returns the limit of the DNS lookup, and that of the connection: the request timeout, at most
   * 10 s.
   */
  static Duration connectTimeout(Duration requestTimeout) {
    return requestTimeout.compareTo(MAX_CONNECT_TIMEOUT) < 0 ? requestTimeout : MAX_CONNECT_TIMEOUT;
  }
}
