package io.videotask.internal.client;

import io.videotask.error.VideoTaskException;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.AuthorisedCalls;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.HttpTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * A future of one request, or of several in sequence; cancelling it cancels the current one.
 *
 * @param <T> the result
 */
final class RequestFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final HttpTransport transport;
  private final AuthorisedCalls calls;
  private final @Nullable Executor caller;
  private volatile @Nullable CompletableFuture<HttpAnswer> current;

  /**
   * @param caller runs the requests; null for the threads of the transport
   */
  RequestFuture(GatewayConnection connection, @Nullable Executor caller) {
    this.transport = connection.transport();
    this.calls = connection.calls();
    this.caller = caller;
  }

  /**
   * Sends one request and reads its answer; an exception of the reader is the failure. Cancelling
   * the future cancels the request.
   *
   * @param ended as in {@link PollResult.Answered}
   */
  static <V> CompletableFuture<PollResult<V>> of(
      GatewayConnection connection,
      Request request,
      boolean ended,
      Function<HttpAnswer, V> reader) {
    RequestFuture<PollResult<V>> future = new RequestFuture<>(connection, null);
    future.send(
        request,
        (answer, thrown) -> {
          try {
            future.complete(
                answer == null
                    ? connection.failed(null, thrown)
                    : new PollResult.Answered<>(reader.apply(answer), ended, null, null, null));
          } catch (VideoTaskException e) {
            future.complete(GatewayConnection.failed(e));
          }
        });
    return future;
  }

  /** Sends the next request. */
  void send(Request request, BiConsumer<@Nullable HttpAnswer, @Nullable Throwable> then) {
    await(transport.send(calls, request, caller), then);
  }

  /** Sends the next request; its timeout starts now, not when a thread is free. */
  void sendNow(Request request, BiConsumer<@Nullable HttpAnswer, @Nullable Throwable> then) {
    await(transport.sendNow(calls, request), then);
  }

  private void await(
      CompletableFuture<HttpAnswer> sent,
      BiConsumer<@Nullable HttpAnswer, @Nullable Throwable> then) {
    current = sent;
    if (isCancelled()) {
      sent.cancel(true);
    }
    sent.whenComplete(
        (answer, thrown) -> {
          try {
            then.accept(answer, thrown);
          } catch (Throwable e) {
            completeExceptionally(e);
          }
        });
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    CompletableFuture<HttpAnswer> sent = current;
    if (cancelled && sent != null) {
      sent.cancel(true);
    }
    return cancelled;
  }
}
