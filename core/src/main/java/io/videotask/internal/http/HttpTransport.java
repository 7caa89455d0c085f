package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import io.videotask.http.RequestListener;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to gateways, each once, and reads what they answer: within a time, up to a size.
 * Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {
  /** How much of a body is read unless told otherwise. */
  public static final long MAX_BODY_BYTES = 16L << 20;

  private final OkHttpClient client;
  private final boolean ownsConnections;
  private final boolean hasCallbacks;
  private final BoundedDns dns;
  private final CallSetup setup;

  /**
   * @param base the caller's own client as a base; null for none
   * @param limits how long and how much
   * @param listener is told of every request
   * @param timer ends requests whose time is up
   */
  public HttpTransport(
      @Nullable OkHttpClient base, Limits limits, RequestListener listener, Timer timer) {
    this(base, limits, listener, timer, CallThreads.start(timer::nanoTime));
  }

  /**
   * @param threads what the calls run on
   */
  HttpTransport(
      @Nullable OkHttpClient base,
      Limits limits,
      RequestListener listener,
      Timer timer,
      CallExecutor threads) {
    this.dns =
        new BoundedDns(
            base == null ? Dns.SYSTEM : base.dns(),
            CallThreads.forCallbacks("videotask-dns-"),
            ApiClient.connectTimeout(limits.requestTimeout()));
    this.client = ApiClient.configure(base, dns, limits.requestTimeout());
    this.ownsConnections = base == null;
    this.setup =
        new CallSetup(
            threads,
            new CallDeadlines(timer, limits.requestTimeout()),
            new BodyReader(limits.maxBodyBytes()),
            listener,
            timer);
    this.hasCallbacks = base != null || setup.hasListener() || hasForeignProxySelector();
  }

  /**
   * How long one request may take, and how much of a body is read.
   *
   * @param requestTimeout for the whole of one request; from a millisecond to 24 days
   * @param maxBodyBytes after decompression; positive
   */
  public record Limits(Duration requestTimeout, long maxBodyBytes) {
    /** OkHttp counts milliseconds in an int. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    public Limits {
      if (requestTimeout.compareTo(SHORTEST_TIMEOUT) < 0
          || requestTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "the time-out of a request must be positive: from a millisecond to 24 days");
      }
      if (maxBodyBytes < 1) {
        throw new IllegalArgumentException("the limit of a body must be positive");
      }
    }
  }

  /**
   * A client for requests that carry this key; it shares threads and connections with all others.
   */
  public AuthorisedCalls authorised(ApiKey key) {
    return new AuthorisedCalls(client.newBuilder(), key, hasCallbacks);
  }

  /**
   * Makes calls that are looked at and never sent; none of the caller's listeners hears of them.
   */
  public Call.Factory unsent() {
    return client.newBuilder().eventListener(EventListener.NONE).build();
  }

  /** What shares its threads: what makes something does not wait for those who ask. */
  private record Server(String host, int port, boolean makes) {
    static Server of(Request request, boolean makes) {
      return new Server(request.url().host(), request.url().port(), makes);
    }
  }

  /**
   * Sends a request that makes something: at most once, over a connection of its own, and within
   * the request's time from now.
   *
   * @throws IllegalArgumentException when it has no body
   */
  public OneShotCall sendOnce(ApiKey key, Request request) {
    RequestBody body = request.body();
    if (body == null) {
      throw new IllegalArgumentException("a request without a body makes nothing");
    }
    Request once = request.newBuilder().method(request.method(), new OneShotBody(body)).build();
    OneShotCall send = new OneShotCall(setup, client, hasCallbacks, key, once);
    send.start(Server.of(request, true));
    return send;
  }

  /**
   * Sends a request. Cancelling the future cancels the request. Its time begins when it has a
   * thread.
   *
   * @param caller sends it, and reads the answer, where nothing in it can hang; null for a thread
   *     of our own
   * @return ends exceptionally with an IOException where no whole answer came
   */
  public CompletableFuture<HttpAnswer> send(
      AuthorisedCalls calls, Request request, @Nullable Executor caller) {
    if (caller != null && !calls.hasCallbacks()) {
      TimedCall call = new TimedCall(setup, calls, request, false);
      caller.execute(call);
      return call;
    }
    TimedCall call = new TimedCall(setup, calls, request, true);
    call.start(Server.of(request, false), false);
    return call;
  }

  /** {@link #send}, but its time begins now: for what has no other deadline. */
  public CompletableFuture<HttpAnswer> sendNow(AuthorisedCalls calls, Request request) {
    TimedCall call = new TimedCall(setup, calls, request, false);
    call.start(Server.of(request, false), true);
    return call;
  }

  /**
   * Ends what is under way and lets threads go; connections too, unless the caller's client lent
   * them.
   */
  @Override
  public void close() {
    if (hasCallbacks) {
      setup.aside(client.dispatcher()::cancelAll);
    } else {
      client.dispatcher().cancelAll();
    }
    setup.close();
    dns.close();
    if (ownsConnections) {
      client.connectionPool().evictAll();
    }
  }

  /** Whether the program has replaced the JVM's own, which never hangs. */
  private static boolean hasForeignProxySelector() {
    ProxySelector selector = ProxySelector.getDefault();
    return selector != null && selector.getClass().getClassLoader() != null;
  }
}
