package io.videotask.internal.http;

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
 * Sends one request at most once, and knows whether any of it was sent.
 *
 * <p>The request has a connection of its own: the server may just have closed a pooled one, and
 * then it would be unknown whether the request had arrived. It is never repeated: OkHttp's retries
 * are off, a one-shot body prevents its follow-ups, and an interceptor or authenticator of the
 * caller's client can't send it again.
 *
 * <p>Before a failure is reported, an unsent request is marked as abandoned: it will not be sent
 * later, even if a blocked callback returns.
 */
public final class OneShotCall {
  /** The state of the request; changes only from {@link #UNSENT} to one of the others. */
  private enum State {
    UNSENT,
    SENT,
    ABANDONED
  }

  private static final String ONLY_ONCE = "a request that makes something is sent only once";

  private final AtomicReference<State> state = new AtomicReference<>(State.UNSENT);
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean writing = new AtomicBoolean();
  private final CompletableFuture<SendResult> result = new CompletableFuture<>();
  private final TimedCall call;
  private volatile @Nullable Call guarded;

  OneShotCall(
      CallSetup setup,
      OkHttpClient client,
      boolean hasCallbacks,
      Credentials credentials,
      Request request) {
    OkHttpClient.Builder once =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            // The last interceptor, directly before the request is written.
            .addNetworkInterceptor(this::guardWrite);
    AuthorisedCalls calls = new AuthorisedCalls(once, credentials, hasCallbacks, this::allowOnce);
    this.call = new TimedCall(setup, calls, request, false);
  }

  /** Makes the final check before bytes are sent: runs after the caller's listeners. */
  private final class SendGuard extends EventListener {
    @Override
    public void requestHeadersStart(Call sent) {
      if (!markSent()) {
        throw new IllegalStateException("the request was abandoned");
      }
    }
  }

  /**
   * Returns how far the request got. Never completes exceptionally; cancelling it stops the
   * request.
   */
  public CompletableFuture<SendResult> result() {
    return result;
  }

  /** Stops the request; {@link #result()} still completes. */
  public void abandon() {
    if (abandonIfUnsent()) {
      call.end(LocalFailureException.stopped());
    } else {
      call.stop();
    }
  }

  void start(Object server) {
    result.whenComplete(
        (value, thrown) -> {
          if (result.isCancelled()) {
            abandon();
          }
        });
    call.whenComplete((answer, thrown) -> result.complete(outcome(answer, thrown)));
    call.start(server, true);
  }

  private SendResult outcome(@Nullable HttpAnswer answer, @Nullable Throwable thrown) {
    boolean unsent = abandonIfUnsent();
    Response response = call.head();
    if (answer != null) {
      return new SendResult.Answered(answer);
    }
    if (response != null) {
      // The status was received, and may be sufficient.
      return new SendResult.Answered(
          new HttpAnswer(response.code(), response.headers(), "", false, "its body broke off"));
    }
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    IOException failure =
        cause instanceof IOException known ? known : new IOException("it was stopped", cause);
    return unsent ? new SendResult.NotSent(failure) : new SendResult.Lost(failure);
  }

  /** Marks an unsent request as abandoned; returns whether it is. */
  private boolean abandonIfUnsent() {
    return state.compareAndSet(State.UNSENT, State.ABANDONED) || state.get() == State.ABANDONED;
  }

  private boolean markSent() {
    return state.compareAndSet(State.UNSENT, State.SENT) || state.get() == State.SENT;
  }

  private Response allowOnce(Interceptor.Chain chain) throws IOException {
    if (!started.compareAndSet(false, true)) {
      throw new IOException(ONLY_ONCE);
    }
    chain.call().addEventListener(new SendGuard());
    guarded = chain.call();
    return chain.proceed(chain.request());
  }

  private Response guardWrite(Interceptor.Chain chain) throws IOException {
    // OkHttp would send it again if an interceptor has replaced the one-shot body.
    if (!writing.compareAndSet(false, true)) {
      throw new IOException(ONLY_ONCE);
    }
    // A copy of the call, made by an interceptor, does not have the listener.
    boolean allowed = chain.call() == guarded ? state.get() != State.ABANDONED : markSent();
    if (!allowed) {
      throw new IOException("the request was abandoned");
    }
    return chain.proceed(chain.request());
  }
}
