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
import okhttp3.Response;

/**
 * Servers close connections that idle between two polls, and a request that finds out says nothing
 * about the gateway. So a GET is sent once more, on a new connection, where the one that it got had
 * carried answers before and broke before the head of this one was there. Never anything else.
 */
final class StaleConnectionRetry {
  private final Set<Connection> proven = ConcurrentHashMap.newKeySet();
  private final ConnectionPool pool;

  /**
   * @param pool where the connections idle
   */
  StaleConnectionRetry(ConnectionPool pool) {
    this.pool = pool;
  }

  /** The half that can send again; an application interceptor. */
  Response sendAgain(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (Found found) {
      if (!chain.request().method().equals("GET")) {
        throw found.reason;
      }
      // What idled beside it is no better, and there is only one more try.
      pool.evictAll();
    }
    try {
      return chain.proceed(chain.request());
    } catch (Found again) {
      throw again.reason;
    }
  }

  /** The half that sees the connection; a network interceptor. */
  Response watch(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    // HTTP/2 hears of a connection's end while it idles, and does not use it again.
    if (connection == null || connection.protocol() == Protocol.HTTP_2) {
      return chain.proceed(chain.request());
    }
    boolean reused = proven.contains(connection);
    try {
      Response response = chain.proceed(chain.request());
      if (!reused) {
        proven.removeIf(known -> known.socket().isClosed());
        proven.add(connection);
      }
      return response;
    } catch (InterruptedIOException | ProtocolException e) {
      // The server is slow, or has said something.
      throw e;
    } catch (IOException e) {
      throw reused && !chain.call().isCanceled() ? new Found(e) : e;
    }
  }

  /** A reused connection was dead. */
  private static final class Found extends IOException {
    private static final long serialVersionUID = 1L;

    final IOException reason;

    Found(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
