package io.videotask.http;

import io.videotask.auth.ApiKey;
import io.videotask.auth.BearerAuthorization;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to gateways, each once, and reads what they answer: within a time, up to a size.
 * Thread-safe.
 */
public final class Transport implements AutoCloseable {
  /** How much of a body is read unless told otherwise. */
  public static final long MAX_BODY_BYTES = 16L << 20;

  private final OkHttpClient client;
  private final boolean ownsConnections;
  private final BodyReader bodies;
  private final RequestListener listener;
  private final LongSupplier nanoTime;

  /**
   * @param base the caller's own client as a base; null for none
   * @param limits how long and how much
   * @param listener is told of every request
   * @param nanoTime a clock that never jumps
   */
  public Transport(
      @Nullable OkHttpClient base, Limits limits, RequestListener listener, LongSupplier nanoTime) {
    this.client = ApiClient.configure(base, limits.requestTimeout());
    this.ownsConnections = base == null;
    this.bodies = new BodyReader(limits.maxBodyBytes());
    this.listener = listener;
    this.nanoTime = nanoTime;
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
  public Call.Factory authorised(ApiKey key) {
    return client.newBuilder().addInterceptor(new BearerAuthorization(key)).build();
  }

  /**
   * Sends a request that makes something: at most once, over a connection of its own.
   *
   * @throws IllegalArgumentException when it has no body
   */
  public SingleSend sendOnce(ApiKey key, Request request) {
    RequestBody body = request.body();
    if (body == null) {
      throw new IllegalArgumentException("a request without a body makes nothing");
    }
    Request once = request.newBuilder().method(request.method(), new OneShotBody(body)).build();
    SingleSend send = new SingleSend(client, key, once);
    long begun = nanoTime.getAsLong();
    send.start(bodies, (status, problem) -> tell(request, status, problem, begun));
    return send;
  }

  /**
   * Sends a request. Cancelling the future cancels the request.
   *
   * @param caller sends it, and reads the answer; null for a thread of our own
   * @return ends exceptionally with an IOException where no whole answer came
   */
  public CompletableFuture<Answer> send(
      Call.Factory calls, Request request, @Nullable Executor caller) {
    Sending sending = new Sending(calls.newCall(request), nanoTime.getAsLong());
    try {
      (caller == null ? client.dispatcher().executorService() : caller).execute(sending);
    } catch (RejectedExecutionException e) {
      sending.broken(null, new InterruptedIOException("this client has let its threads go"));
    }
    return sending;
  }

  /**
   * A request under way. Its thread is not one that OkHttp calls back on: that would rename the
   * thread after the address, twice a request.
   */
  private final class Sending extends CompletableFuture<Answer> implements Runnable {
    private final Call call;
    private final long begun;

    Sending(Call call, long begun) {
      this.call = call;
      this.begun = begun;
    }

    @Override
    public void run() {
      Integer status = null;
      try (Response response = call.execute()) {
        status = response.code();
        Answer answer = bodies.read(response);
        tell(call.request(), answer.status(), null, begun);
        CallPool.tellEnd(() -> complete(answer));
      } catch (IOException e) {
        broken(status, e);
      } catch (Throwable e) {
        call.cancel();
        if (e instanceof InterruptedException) {
          // Waiting for a connection consumes the interruption; whoever waits for us must see it.
          Thread.currentThread().interrupt();
        }
        if (status == null) {
          // The caller's own interceptor, mostly.
          broken(null, new IOException("canceled due to " + e, e));
        } else {
          completeExceptionally(e);
        }
      }
    }

    private void broken(@Nullable Integer status, IOException e) {
      tell(call.request(), status, ConnectionFailure.describe(e), begun);
      CallPool.tellEnd(() -> completeExceptionally(e));
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      if (cancelled) {
        call.cancel();
      }
      return cancelled;
    }
  }

  /**
   * Cancels what is under way and lets threads go; connections too, unless the caller's client lent
   * them.
   */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    if (ownsConnections) {
      client.connectionPool().evictAll();
    }
  }

  private void tell(
      Request request, @Nullable Integer status, @Nullable String problem, long begun) {
    if (listener == RequestListener.NOBODY) {
      return;
    }
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - begun);
    try {
      listener.onExchange(
          new Exchange(request.method(), request.url().encodedPath(), status, problem, took));
    } catch (Throwable ignored) {
      // Its contract says that what it throws is ignored.
    }
  }
}
