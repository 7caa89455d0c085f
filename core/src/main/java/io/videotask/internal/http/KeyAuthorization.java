package io.videotask.internal.http;

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
 * Adds the header with the gateway's key, and sends a request once more after a 401 if the key has
 * changed. Must be added as an application interceptor: a network interceptor would also put the
 * key on requests that follow a redirect to another host.
 */
public final class KeyAuthorization implements Interceptor {
  private final Credentials credentials;
  private final Set<Call> waitingForKey = ConcurrentHashMap.newKeySet();

  private final @Nullable Executor threads;
  private final Duration limit;

  /** Uses these credentials; the supplier of their key is called for each request. */
  KeyAuthorization(Credentials credentials) {
    this(credentials, null, Duration.ZERO);
  }

  private KeyAuthorization(Credentials credentials, @Nullable Executor threads, Duration limit) {
    this.credentials = credentials;
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * Limits the time of the key's supplier, for calls that have no other timer to end them.
   *
   * @param threads run the supplier
   * @param limit the longest time that the supplier may take
   */
  static KeyAuthorization bounded(Credentials credentials, Executor threads, Duration limit) {
    return new KeyAuthorization(credentials, credentials.areSupplied() ? threads : null, limit);
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
    if (!credentials.areSupplied()) {
      return credentials.current();
    }
    waitingForKey.add(call);
    try {
      return credentials.current();
    } finally {
      waitingForKey.remove(call);
    }
  }

  private String currentWithinLimit(Executor executor) throws IOException {
    FutureTask<String> supplied = new FutureTask<>(credentials::current);
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

  private Request authorised(Request request, String key) {
    AuthorisedCopy kept = request.tag(AuthorisedCopy.class);
    AuthorisedRequest last = kept == null ? null : kept.last;
    if (last != null && last.matches(request, key)) {
      return last.request();
    }
    Request authorised = credentials.authorise(request, key);
    if (kept != null) {
      kept.last = new AuthorisedRequest(request, key, authorised);
    }
    return authorised;
  }
}
