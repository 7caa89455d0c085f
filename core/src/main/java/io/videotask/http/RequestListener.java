package io.videotask.http;

import java.util.function.Consumer;

/**
 * Is told of every request once it is over. Called on the thread of the request; what it throws is
 * ignored. Safe to print: nothing it is given holds a key, a body or a query.
 */
@FunctionalInterface
public interface RequestListener {
  /** Nobody, for whom nothing is put together. */
  RequestListener NOBODY = exchange -> {};

  /** One request is over. */
  void onExchange(HttpExchange exchange);

  /**
   * A log of the requests, a line each: method, path, status or what went wrong, and the time it
   * took. Nothing in it is secret.
   *
   * @param lines where they go, such as {@code System.err::println}
   */
  static RequestListener printingTo(Consumer<String> lines) {
    return exchange ->
        lines.accept(
            exchange.method()
                + " "
                + exchange.path()
                + " "
                + (exchange.status() == null ? "-" : exchange.status())
                + (exchange.problem() == null ? "" : " (" + exchange.problem() + ")")
                + " "
                + exchange.took().toMillis()
                + " ms");
  }
}
