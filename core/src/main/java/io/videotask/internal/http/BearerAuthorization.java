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
 * Adds the {@code Authorization: Bearer} header, and sends a request once more after a 401 if the
 * key has changed. Must be added as an application interceptor: a network interceptor would also
 * put the key on requests that follow a redirect to another host.
 */
public final class BearerAuthorization implements Interceptor {
  private final ApiKey key;
  private final Set<Call> waitingForKey = ConcurrentHashMap.newKeySet();

  private final @Nullable Executor threads;
  private final Duration limit;

  /** Uses this key, whose supplier is called for each request. */
  public BearerAuthorization(ApiKey key) {
    this(key, null, Duration.ZERO);
  }

  private BearerAuthorization(ApiKey key, @Nullable Executor threads, Duration limit) {
    this.key = key;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * Limits the time of the key's supplier, for calls that have no other timer to end them.
   *
   * @param threads run the supplier
   * @param limit the longest time that the supplier may take
   */
  public static BearerAuthorization bounded(ApiKey key, Executor threads, Duration limit) {
    return new BearerAuthorization(key, key.isSupplied() ? threads : null, limit);
  }

  /** Returns whether this call is waiting for the key's supplier to return. */
  public boolean isWaitingForKey(Call call) {
    return waitingForKey.contains(call);
  }

  /**
   * Returns a request that remembers its authorised copy, for a request that is sent many times:
   * the header is then built once per key.
   */
  public static Request cachingHeader(Request request) {
    return request.newBuilder().tag(AuthorisedCopy.class, new AuthorisedCopy()).build();
  }

  /** Holds the last authorised copy of a request. */
  private static final class AuthorisedCopy {
    private volatile @Nullable AuthorisedRequest last;
  }

  /**
   * An authorised copy, and what it was made from.
   *
   * @param original the request without the header; an interceptor of the caller's may pass a
   *     different one each time
   */
  private record AuthorisedRequest(Request original, String key, Request request) {
    boolean matches(Request otherOriginal, String otherKey) {
      return original == otherOriginal && key.equals(otherKey);
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    String firstKey = current(chain.call());
    Response response = chain.proceed(authorised(chain.request(), firstKey));
    // Any other request creates something: it is sent once, whatever the other key would achieve.
    boolean repeatable = RepeatableRequest.isRepeatable(chain.request());
    String secondKey =
        repeatable && response.code() == 401 ? rotatedKey(chain.call(), firstKey) : firstKey;
    if (secondKey.equals(firstKey)) {
      return response;
    }
    response.close();
    return chain.proceed(authorised(chain.request(), secondKey));
  }

  /** Returns the current key, or the refused one if the supplier fails. */
  private String rotatedKey(Call call, String rejected) {
    try {
      return current(call);
    } catch (IOException e) {
      return rejected;
    }
  }

  private String current(Call call) throws IOException {
    if (threads != null) {
      return currentWithinLimit(threads);
    }
    if (!key.isSupplied()) {
      return key.current();
    }
    waitingForKey.add(call);
    try {
      return key.current();
    } finally {
      waitingForKey.remove(call);
    }
  }

  private String currentWithinLimit(Executor executor) throws IOException {
    FutureTask<String> supplied = new FutureTask<>(key::current);
    try {
      executor.execute(supplied);
      return supplied.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException("the key's supplier failed", e);
    } catch (TimeoutException e) {
      supplied.cancel(true);
      throw new InterruptedIOException("the key's supplier has not returned in time");
    } catch (InterruptedException e) {
      supplied.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the key's supplier ran");
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      supplied.cancel(true);
      throw new IOException("there is no thread for the key's supplier", e);
    }
  }

  private static Request authorised(Request request, String key) {
    AuthorisedCopy kept = request.tag(AuthorisedCopy.class);
    AuthorisedRequest last = kept == null ? null : kept.last;
    if (last != null && last.matches(request, key)) {
      return last.request();
    }
    Request authorised = request.newBuilder().header("Authorization", "Bearer " + key).build();
    if (kept != null) {
      kept.last = new AuthorisedRequest(request, key, authorised);
    }
    return authorised;
  }
}
