package io.videotask.internal.http;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into an authorised one. To be added as an application interceptor: a network
 * interceptor would put the key on the requests that follow a redirect to another host, too.
 */
public final class BearerAuthorization implements Interceptor {
  private final ApiKey key;
  private final Set<Call> waiting = ConcurrentHashMap.newKeySet();

  private final @Nullable Executor threads;
  private final Duration limit;

  /** Authorises with this key, asked for anew for each request. */
  public BearerAuthorization(ApiKey key) {
    this(key, null, Duration.ZERO);
  }

  private BearerAuthorization(ApiKey key, @Nullable Executor threads, Duration limit) {
    this.key = key;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * The same for calls that nothing else ends: a supplier that hangs is left after a time.
   *
   * @param threads run the supplier
   */
  public static BearerAuthorization bounded(ApiKey key, Executor threads, Duration limit) {
    return new BearerAuthorization(key, key.isSupplied() ? threads : null, limit);
  }

  /** Whether the key's supplier has been asked for this call, and has not returned. */
  public boolean waitsForKey(Call call) {
    return waiting.contains(call);
  }

  /**
   * The same request, for one that is sent again and again: it is not authorised anew each time.
   */
  public static Request kept(Request request) {
    return request.newBuilder().tag(Kept.class, new Kept()).build();
  }

  /** What a request was made into last. */
  private static final class Kept {
    private volatile @Nullable Authorised last;
  }

  /**
   * @param plain the request as it was: somebody else's interceptor may make another of it each
   *     time
   */
  private record Authorised(Request plain, String key, Request request) {
    boolean is(Request otherPlain, String otherKey) {
      return plain == otherPlain && key.equals(otherKey);
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String first = current(chain.call());
    Response response = chain.proceed(authorised(chain.request(), first));
    // What makes something is sent once, also where another key might please more.
    boolean repeatable = chain.request().body() == null;
    String second = repeatable && response.code() == 401 ? another(chain.call(), first) : first;
    if (second.equals(first)) {
      return response;
    }
    response.close();
    return chain.proceed(authorised(chain.request(), second));
  }

  /** The key now; the refused one where there is no other. */
  private String another(Call call, String refused) {
    try {
      return current(call);
    } catch (IOException e) {
      return refused;
    }
  }

  private String current(Call call) throws IOException {
    if (threads != null) {
      return withinLimit(threads);
    }
    if (!key.isSupplied()) {
      return key.current();
    }
    waiting.add(call);
    try {
      return key.current();
    } finally {
      waiting.remove(call);
    }
  }

  private String withinLimit(Executor executor) throws IOException {
    FutureTask<String> asked = new FutureTask<>(key::current);
    try {
      executor.execute(asked);
      return asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("the key's supplier failed", e);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new InterruptedIOException("the key's supplier has not returned in time");
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the key's supplier was asked");
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      asked.cancel(true);
      throw new IOException("there is no thread for the key's supplier", e);
    }
  }

  private static Request authorised(Request request, String key) {
    Kept kept = request.tag(Kept.class);
    Authorised last = kept == null ? null : kept.last;
    if (last != null && last.is(request, key)) {
      return last.request();
    }
    Request made = request.newBuilder().header("Authorization", "Bearer " + key).build();
    if (kept != null) {
      kept.last = new Authorised(request, key, made);
    }
    return made;
  }
}
