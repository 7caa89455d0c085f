package io.videotask.internal.engine;

/**
 * How many retries of single queries one host may still get: a host that answers nothing any more
 * must not get three times the requests from all its clients. Each retry takes some, each success
 * gives some back. Thread-safe.
 */
public final class RetryBudget {
  private static final int MOST = 500;
  private static final int A_RETRY = 5;

  private volatile int left = MOST;

  /** A full supply. */
  public RetryBudget() {}

  /** Takes what a retry costs; false where there is too little left. */
  synchronized boolean take() {
    if (left < A_RETRY) {
      return false;
    }
    left -= A_RETRY;
    return true;
  }

  /**
   * Gives back what a query took that has worked in the end, and a little for one that took none.
   */
  void giveBack(int retries) {
    if (left < MOST) {
      add(Math.max(1, retries * A_RETRY));
    }
  }

  private synchronized void add(int given) {
    left = Math.min(MOST, left + given);
  }
}
