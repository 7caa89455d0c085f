package io.videotask.internal.download;

import java.time.Duration;

/**
 * What a download does next: a transition of its state machine.
 *
 * @param state the state to enter
 * @param delay the delay before that; zero to go on at once
 */
record NextStep(State state, Duration delay) {
  /** Ends this step for good: the download is finished, or is being stopped. */
  static final NextStep END = now(State.END);

  /** Ends this step: the answer to a query starts the next one. */
  static final NextStep AWAIT_ANSWER = now(State.AWAIT_ANSWER);

  /**
   * The states of a download.
   *
   * <pre>
   * OPEN          → OPEN later (a stopped download still holds the target), FETCH, REFRESH
   * FETCH         → FETCH at once (next URL) or later (backoff), REFRESH, END
   * REFRESH       → AWAIT_ANSWER
   * AWAIT_ANSWER  → FETCH, REFRESH later (backoff, or still no URL)
   * </pre>
   *
   * From each state an exception leads to the end of the download.
   */
  enum State {
    /** Locks and opens the target. */
    OPEN,
    /** Requests the missing bytes from the current URL. */
    FETCH,
    /** Queries the task for fresh URLs. */
    REFRESH,
    /** Does nothing until the query is answered. */
    AWAIT_ANSWER,
    /** Does nothing more. */
    END
  }

  static NextStep now(State state) {
    return new NextStep(state, Duration.ZERO);
  }

  static NextStep after(Duration delay, State state) {
    return new NextStep(state, delay);
  }

  boolean isImmediate() {
    return delay.isZero();
  }
}
