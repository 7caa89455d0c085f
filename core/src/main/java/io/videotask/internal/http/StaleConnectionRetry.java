package io.videotask.internal.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Retries a GET, or a query that is a POST, once, on a new connection, if a reused connection broke
 * before the response's headers arrived. Servers close connections that idle between two polls, so
 * such a failure says nothing about the gateway. Other requests are never retried.
 */
final class StaleConnectionRetry {
  private final Set<Connection> usedConnections = ConcurrentHashMap.newKeySet();
  private final ConnectionPool pool;

  /**
   * Creates a retry for the connections of this pool.
   *
   * @param pool holds the idle connections
   */
  StaleConnectionRetry(ConnectionPool pool) {
    this.pool = pool;
  }

  /** Sends again; an application interceptor. */
  Response sendAgain(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (StaleConnectionException stale) {
      Request request = chain.request();
      boolean query = request.method().equals("GET") || request.body() != null;
      if (!query || !RepeatableRequest.isRepeatable(request)) {
        throw stale.reason;
      }
      // Other idle connections are likely stale too, and only one retry is left.
      pool.evictAll();
    }
    try {
      return chain.proceed(chain.request());
    } catch (StaleConnectionException again) {
      throw again.reason;
    }
  }

  /** Detects stale connections; a network interceptor. */
  Response detect(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    // HTTP/2 detects that an idle connection was closed, and does not reuse it.
    if (connection == null || connection.protocol() == Protocol.HTTP_2) {
      return chain.proceed(chain.request());
    }
    boolean reused = usedConnections.contains(connection);
    try {
      Response response = chain.proceed(chain.request());
      if (!reused) {
        usedConnections.removeIf(known -> known.socket().isClosed());
        usedConnections.add(connection);
      }
      return response;
    } catch (InterruptedIOException | ProtocolException e) {
      // The server is slow, or has sent something.
      throw e;
    } catch (IOException e) {
      throw reused && !chain.call().isCanceled() ? new StaleConnectionException(e) : e;
    }
  }

  /** A reused connection was closed by the server. */
  private static final class StaleConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    final IOException reason;

    StaleConnectionException(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
