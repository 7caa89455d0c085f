package io.videotask.http;

import java.util.function.Consumer;

/**
 * Called after every request, on the thread of the request; exceptions are ignored. Its arguments
 * contain no key, body or query, so they can be logged.
 */
@FunctionalInterface
public interface RequestListener {
  /** A listener that does nothing; the client then creates no exchanges. */
  RequestListener NONE = exchange -> {};

  /** Called after a request. */
  void onExchange(HttpExchange exchange);

  /**
   * Returns a listener that formats each request as a line: method, path, status or failure, and
   * duration. The lines contain no secrets.
   *
   * @param lines receives the lines, such as {@code System.err::println}
   */
  static RequestListener printingTo(Consumer<String> lines) {
    return exchange ->
        lines.accept(
            exchange.method()
                + " "
                + exchange.path()
                + " "
                + (exchange.status() == null ? "-" : exchange.status())
                + (exchange.failure() == null ? "" : " (" + exchange.failure() + ")")
                + " "
                + exchange.duration().toMillis()
                + " ms");
  }
}
