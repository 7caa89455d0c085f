package io.videotask.internal.http;

import io.videotask.http.RequestListener;
import io.videotask.time.TimeSource;
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
 * Sends requests to gateways, once each, and reads the responses: within a time limit, up to a size
 * limit. Thread-safe.
 */
public final class HttpTransport implements AutoCloseable {
  /** The default limit of a body, in bytes after decompression. */
  public static final long MAX_BODY_BYTES = 16L << 20;

  private final OkHttpClient client;
  private final boolean ownsConnections;
  private final boolean hasCallbacks;
  private final BoundedDns dns;
  private final CallSetup setup;

  /**
   * Creates a transport with threads of its own.
   *
   * @param base the caller's own client to build on; null for none
   * @param limits the limits of time and size
   * @param listener is called after every request
   * @param time ends requests whose deadline has passed
   */
  public HttpTransport(
      @Nullable OkHttpClient base, Limits limits, RequestListener listener, TimeSource time) {
    this(base, limits, listener, time, CallThreads.start(time::nanoTime));
  }

  /**
   * @param threads run the calls
   */
  HttpTransport(
      @Nullable OkHttpClient base,
      Limits limits,
      RequestListener listener,
      TimeSource time,
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
            new CallDeadlines(time, limits.requestTimeout()),
            new BodyReader(limits.maxBodyBytes()),
            listener,
            time);
    this.hasCallbacks = base != null || setup.hasListener() || hasCustomProxySelector();
  }

  /**
   * The limits of one request.
   *
   * @param requestTimeout limit of the whole request; from 1 ms to 24 days
   * @param maxBodyBytes limit of the body after decompression; positive
   */
  public record Limits(Duration requestTimeout, long maxBodyBytes) {
    /** OkHttp counts milliseconds in an int. */
    private static final Duration MAX_TIMEOUT = Duration.ofDays(24);

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    public Limits {
      if (requestTimeout.compareTo(MIN_TIMEOUT) < 0 || requestTimeout.compareTo(MAX_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            "the time-out of a request must be positive: from a millisecond to 24 days");
      }
      if (maxBodyBytes < 1) {
        throw new IllegalArgumentException("the limit of a body must be positive");
      }
    }
  }

  /**
   * Returns a call factory for requests with these credentials; it shares threads and connections
   * with all others.
   */
  public AuthorisedCalls authorised(Credentials credentials) {
    return new AuthorisedCalls(client.newBuilder(), credentials, hasCallbacks);
  }

  /**
   * Returns a call factory for calls that are inspected and never sent; they don't reach the
   * caller's listeners.
   */
  public Call.Factory unsentCalls() {
    return client.newBuilder().eventListener(EventListener.NONE).build();
  }

  /**
   * Identifies a share of the threads. Submits have their own, so that they don't queue behind
   * queries.
   */
  private record Server(String host, int port, boolean submit) {
    static Server of(Request request, boolean submit) {
      return new Server(request.url().host(), request.url().port(), submit);
    }
  }

  /**
   * Sends a request that creates something: at most once, on a connection of its own. The request
   * timeout starts now.
   *
   * @throws IllegalArgumentException if the request has no body
   */
  public OneShotCall sendOnce(Credentials credentials, Request request) {
    RequestBody body = request.body();
    if (body == null) {
      throw new IllegalArgumentException("a request without a body makes nothing");
    }
    Request oneShot = request.newBuilder().method(request.method(), new OneShotBody(body)).build();
    OneShotCall send = new OneShotCall(setup, client, hasCallbacks, credentials, oneShot);
    send.start(Server.of(request, true));
    return send;
  }

  /**
   * Sends a request. Cancelling the future cancels the request. The request timeout starts when the
   * call gets a thread.
   *
   * @param caller sends the request and reads the response, unless callbacks might block it; null
   *     for a thread of the transport
   * @return completes exceptionally with an IOException if no complete response was received
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

  /**
   * Sends a request like {@link #send}, but its timeout starts now: for requests without another
   * deadline.
   */
  public CompletableFuture<HttpAnswer> sendNow(AuthorisedCalls calls, Request request) {
    TimedCall call = new TimedCall(setup, calls, request, false);
    call.start(Server.of(request, false), true);
    return call;
  }

  /**
   * Ends running requests and releases threads; closes connections unless the pool is the caller's.
   */
  @Override
  public void close() {
    if (hasCallbacks) {
      setup.runCallback(client.dispatcher()::cancelAll);
    } else {
      client.dispatcher().cancelAll();
    }
    setup.close();
    dns.close();
    if (ownsConnections) {
      client.connectionPool().evictAll();
    }
  }

  /** Returns whether the program has replaced the JVM's proxy selector, which never blocks. */
  private static boolean hasCustomProxySelector() {
    ProxySelector selector = ProxySelector.getDefault();
    return selector != null && selector.getClass().getClassLoader() != null;
  }
}
