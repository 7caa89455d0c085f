package io.videotask.http;

import io.videotask.auth.ApiKey;
import io.videotask.auth.BearerAuthorization;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One request that is sent at most once, and of which is known whether anything of it left.
 *
 * <p>It has a connection of its own: a pooled one may have been closed by the server a moment ago,
 * and then nobody could say whether the request had arrived. Nothing repeats it: not OkHttp, whose
 * retries are off and whose follow-ups a one-shot body stops; not an interceptor or an
 * authenticator of the caller's client.
 */
public final class SingleSend {
  private final Call call;
  private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
  private final AtomicBoolean left = new AtomicBoolean();
  private final AtomicBoolean passed = new AtomicBoolean();

  SingleSend(OkHttpClient client, ApiKey key, Request request) {
    OkHttpClient once =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            .addInterceptor(new BearerAuthorization(key))
            .addInterceptor(this::passOnce)
            .build();
    this.call = once.newCall(request);
    call.addEventListener(new Departure());
  }

  /** Tells the moment from which on bytes may be on their way. */
  private final class Departure extends EventListener {
    @Override
    public void requestHeadersStart(Call sent) {
      left.set(true);
    }
  }

  /** How far it came. Never ends exceptionally; cancelling it stops the sending. */
  public CompletableFuture<Delivery> delivery() {
    return delivery;
  }

  /** Stops the sending; how far it came is told all the same. */
  public void abandon() {
    call.cancel();
  }

  void start(BodyReader bodies, Told told) {
    delivery.whenComplete(
        (value, thrown) -> {
          if (delivery.isCancelled()) {
            call.cancel();
          }
        });
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException e) {
            told.exchange(null, ConnectionFailure.describe(e));
            delivery.complete(left.get() ? new Delivery.Lost(e) : new Delivery.NotSent(e));
          }

          @Override
          public void onResponse(Call answered, Response response) {
            try (response) {
              Answer answer = bodies.read(response);
              told.exchange(answer.status(), null);
              delivery.complete(new Delivery.Answered(answer));
            } catch (IOException e) {
              told.exchange(response.code(), ConnectionFailure.describe(e));
              // The status came, and may say enough.
              delivery.complete(
                  new Delivery.Answered(
                      new Answer(
                          response.code(), response.headers(), "", false, "its body broke off")));
            }
          }
        });
  }

  private Response passOnce(okhttp3.Interceptor.Chain chain) throws IOException {
    if (!passed.compareAndSet(false, true)) {
      throw new IOException("a request that makes something is sent only once");
    }
    return chain.proceed(chain.request());
  }
}
