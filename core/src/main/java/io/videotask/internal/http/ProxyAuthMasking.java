package io.videotask.internal.http;

import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hides the gateway's own 407 from OkHttp, which throws a ProtocolException for a 407 that no proxy
 * has sent; that would look like a connection failure.
 */
final class ProxyAuthMasking {
  private static final String HEADER = "X-Videotask-Status";
  private static final int PROXY_AUTH_REQUIRED = 407;

  private ProxyAuthMasking() {}

  /** Returns the response with a masked status if it is such a 407. For network interceptors. */
  static Response mask(Response response, @Nullable Connection connection) {
    boolean masked =
        response.code() == PROXY_AUTH_REQUIRED
            && connection != null
            && connection.route().proxy().type() != Proxy.Type.HTTP;
    if (masked) {
      return response
          .newBuilder()
          .code(400)
          .header(HEADER, Integer.toString(PROXY_AUTH_REQUIRED))
          .build();
    }
    return response.header(HEADER) == null
        ? response
        : response.newBuilder().removeHeader(HEADER).build();
  }

  /** Returns the status that the gateway sent. */
  static int status(Response response) {
    return response.header(HEADER) == null ? response.code() : PROXY_AUTH_REQUIRED;
  }
}
