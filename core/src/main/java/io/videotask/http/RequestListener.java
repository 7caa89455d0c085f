package io.videotask.http;

/**
 * Is told of every request once it is over. Called on the thread of the request; what it throws is
 * ignored. Safe to print: nothing it is given holds a key, a body or a query.
 */
@FunctionalInterface
public interface RequestListener {
  /** One request is over. */
  void onExchange(Exchange exchange);
}
