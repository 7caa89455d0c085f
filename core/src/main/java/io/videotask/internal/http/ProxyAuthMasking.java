package io.videotask.internal.http;

import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a 407 of the gateway's own from OkHttp, which throws a ProtocolException on one that no
 * proxy has sent, so that it would look like a broken connection.
 */
final class ProxyAuthMasking {
  private static final String NAME = "X-Videotask-Status";
  private static final int REFUSED = 407;

  private ProxyAuthMasking() {}

  /** The same answer with another status, where it is one. For network interceptors. */
  static Response in(Response response, @Nullable Connection connection) {
    boolean ours =
        response.code() == REFUSED
            && connection != null
            && connection.route().proxy().type() != Proxy.Type.HTTP;
    if (ours) {
      return response.newBuilder().code(400).header(NAME, Integer.toString(REFUSED)).build();
    }
    return response.header(NAME) == null
        ? response
        : response.newBuilder().removeHeader(NAME).build();
  }

  /** The status that the gateway sent. */
  static int status(Response response) {
    return response.header(NAME) == null ? response.code() : REFUSED;
  }
}
