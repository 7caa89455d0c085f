package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request that is sent at most once, and of which is known whether anything of it left.
 *
 * <p>It has a connection of its own: a pooled one may have been closed by the server a moment ago,
 * and then nobody could say whether the request had arrived. Nothing repeats it: not OkHttp, whose
 * retries are off and whose follow-ups a one-shot body stops; not an interceptor or an
 * authenticator of the caller's client.
 *
 * <p>Before anything is reported, the gate is shut: what has not left by then never will, also
 * where a callback that hung returns later.
 */
public final class OneShotCall {
  /** Where the request stands; only from {@link #OPEN} is there a way to either of the others. */
  private enum Gate {
    OPEN,
    LEFT,
    SHUT
  }

  private static final String ONLY_ONCE = "a request that makes something is sent only once";

  private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);
  private final AtomicBoolean passed = new AtomicBoolean();
  private final AtomicBoolean written = new AtomicBoolean();
  private final CompletableFuture<SendResult> delivery = new CompletableFuture<>();
  private final TimedCall call;
  private volatile @Nullable Call watched;

  OneShotCall(
      CallSetup setup, OkHttpClient client, boolean hasCallbacks, ApiKey key, Request request) {
    OkHttpClient.Builder once =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            // The last, right before the request is written.
            .addNetworkInterceptor(this::leave);
    AuthorisedCalls calls = new AuthorisedCalls(once, key, hasCallbacks, this::passOnce);
    this.call = new TimedCall(setup, calls, request, false);
  }

  /** Has the last word before bytes are on their way: it is called after the caller's listeners. */
  private final class Departure extends EventListener {
    @Override
    public void requestHeadersStart(Call sent) {
      if (!mayLeave()) {
        throw new IllegalStateException("it has been given up");
      }
    }
  }

  /** How far it came. Never ends exceptionally; cancelling it stops the sending. */
  public CompletableFuture<SendResult> delivery() {
    return delivery;
  }

  /** Stops the sending; how far it came is told all the same. */
  public void abandon() {
    if (isShut()) {
      call.end(LocalFailureException.stopped());
    } else {
      call.stop();
    }
  }

  void start(Object server) {
    delivery.whenComplete(
        (value, thrown) -> {
          if (delivery.isCancelled()) {
            abandon();
          }
        });
    call.whenComplete((answer, thrown) -> delivery.complete(outcome(answer, thrown)));
    call.start(server, true);
  }

  private SendResult outcome(@Nullable HttpAnswer answer, @Nullable Throwable thrown) {
    boolean nothingLeft = isShut();
    Response head = call.head();
    if (answer != null) {
      return new SendResult.Answered(answer);
    }
    if (head != null) {
      // The status came, and may say enough.
      return new SendResult.Answered(
          new HttpAnswer(head.code(), head.headers(), "", false, "its body broke off"));
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    IOException failure =
        cause instanceof IOException known ? known : new IOException("it was stopped", cause);
    return nothingLeft ? new SendResult.NotSent(failure) : new SendResult.Lost(failure);
  }

  /** Shuts the gate where nothing has left. */
  private boolean isShut() {
    return gate.compareAndSet(Gate.OPEN, Gate.SHUT) || gate.get() == Gate.SHUT;
  }

  private boolean mayLeave() {
    return gate.compareAndSet(Gate.OPEN, Gate.LEFT) || gate.get() == Gate.LEFT;
  }

  private Response passOnce(Interceptor.Chain chain) throws IOException {
    if (!passed.compareAndSet(false, true)) {
      throw new IOException(ONLY_ONCE);
    }
    chain.call().addEventListener(new Departure());
    watched = chain.call();
    return chain.proceed(chain.request());
  }

  private Response leave(Interceptor.Chain chain) throws IOException {
    // OkHttp itself would send it again where an interceptor has undone what keeps it from that.
    if (!written.compareAndSet(false, true)) {
      throw new IOException(ONLY_ONCE);
    }
    // A copy of the call, which an interceptor made, does not carry the listener.
    boolean open = chain.call() == watched ? gate.get() != Gate.SHUT : mayLeave();
    if (!open) {
      throw new IOException("it has been given up");
    }
    return chain.proceed(chain.request());
  }
}
