package io.videotask.http;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
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

  /**
   * Beyond this many calls at once OkHttp queues them. Queries are held back server by server long
   * before that, so that none takes the room of another. Equal limits keep that queue from being
   * searched.
   */
  private static final int CALLS_AT_ONCE = 4096;

  /** As many as one lane has calls: to connect anew costs far more than to ask. */
  private static ConnectionPool newPool() {
    return new ConnectionPool(256, 5, TimeUnit.MINUTES);
  }

  private ApiClient() {}

  /**
   * @param base the caller's own client, whose proxy, trust store, DNS, connections and
   *     interceptors stay; null for none
   */
  static OkHttpClient configure(@Nullable OkHttpClient base, Duration requestTimeout) {
    OkHttpOnClassPath.check();
    OkHttpClient.Builder builder = base == null ? new OkHttpClient.Builder() : base.newBuilder();
    ExecutorService threads = CallThreads.start();
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(CALLS_AT_ONCE);
    dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
    Duration connect =
        requestTimeout.compareTo(LONGEST_CONNECT) < 0 ? requestTimeout : LONGEST_CONNECT;
    Dns dns = base == null ? Dns.SYSTEM : base.dns();
    ConnectionPool pool = base == null ? newPool() : base.connectionPool();
    DeadConnection dead = new DeadConnection(pool);
    return builder
        .connectionPool(pool)
        .addInterceptor(dead::sendAgain)
        // One for all three: each costs a query its share.
        .addNetworkInterceptor(
            chain ->
                HiddenRetryAfter.in(HiddenProxyRefusal.in(dead.watch(chain), chain.connection())))
        .dispatcher(dispatcher)
        .dns(new BoundedDns(dns, threads, connect))
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
}
