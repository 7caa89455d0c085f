package io.videotask.internal.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The one place that configures OkHttp for calls to a gateway. */
final class ApiClient {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  /** As many as one lane has calls: to connect anew costs far more than to ask. */
  private static ConnectionPool newPool() {
    return new ConnectionPool(256, 5, TimeUnit.MINUTES);
  }

  private ApiClient() {}

  /**
   * @param base the caller's own client, whose proxy, trust store, DNS, connections and
   *     interceptors stay; null for none
   * @param dns looks names up within a time
   */
  static OkHttpClient configure(@Nullable OkHttpClient base, Dns dns, Duration requestTimeout) {
    OkHttpOnClassPath.check();
    OkHttpClient.Builder builder = base == null ? new OkHttpClient.Builder() : base.newBuilder();
    Duration connect = connectTimeout(requestTimeout);
    ConnectionPool pool = base == null ? newPool() : base.connectionPool();
    StaleConnectionRetry dead = new StaleConnectionRetry(pool);
    return builder
        .connectionPool(pool)
        .addInterceptor(dead::sendAgain)
        // One for all three: each costs a query its share.
        .addNetworkInterceptor(
            chain ->
                RetryAfterMasking.in(ProxyAuthMasking.in(dead.watch(chain), chain.connection())))
        // Counts the calls under way, which run on threads of ours.
        .dispatcher(new Dispatcher())
        .dns(dns)
        // Retries are ours: OkHttp's would send a POST twice.
        .retryOnConnectionFailure(false)
        // A redirect would carry the key to whatever host it names.
        .followRedirects(false)
        .followSslRedirects(false)
        // An authenticator repeats requests, and a cache answers for the gateway.
        .authenticator(Authenticator.NONE)
        .cache(null)
        .connectTimeout(connect)
        .readTimeout(requestTimeout)
        .writeTimeout(requestTimeout)
        // The only limit that stops a server which sends a byte now and then.
        .callTimeout(requestTimeout)
        .build();
  }

  /** How long a connection may take, and the name's address before it. */
  static Duration connectTimeout(Duration requestTimeout) {
    return requestTimeout.compareTo(LONGEST_CONNECT) < 0 ? requestTimeout : LONGEST_CONNECT;
  }
}
