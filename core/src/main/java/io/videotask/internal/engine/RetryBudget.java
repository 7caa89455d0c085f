package io.videotask.internal.engine;

/**
 * The retry budget of one server, shared by all single queries: a server that is down must not get
 * three times the requests. Each retry costs tokens, each success refunds some. Thread-safe.
 */
public final class RetryBudget {
  private static final int MAX_TOKENS = 500;
  private static final int RETRY_COST = 5;

  private volatile int tokens = MAX_TOKENS;

  /** Starts with the full number of tokens. */
  public RetryBudget() {}

  /** Takes the tokens for one retry; false if too few are left. */
  synchronized boolean tryAcquire() {
    if (tokens < RETRY_COST) {
      return false;
    }
    tokens -= RETRY_COST;
    return true;
  }

  /**
   * Refunds the tokens of a query's retries after its success, and one token for a success without
   * retries.
   */
  void refund(int retries) {
    if (tokens < MAX_TOKENS) {
      add(Math.max(1, retries * RETRY_COST));
    }
  }

  private synchronized void add(int refunded) {
    tokens = Math.min(MAX_TOKENS, tokens + refunded);
  }
}
