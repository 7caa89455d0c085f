package io.videotask.internal.engine;

import io.videotask.internal.retry.Backoff;
import java.time.Duration;

/** The bounds of the delays between the polls of one task. */
final class PollDelays {
  private static final Duration MIN_DELAY = Duration.ofMillis(10);
  private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

  private PollDelays() {}

  /** Returns the delay that a schedule wants, but at least 10 ms. */
  static Duration atLeastMinimum(Duration wanted) {
    return max(wanted, MIN_DELAY);
  }

  /** Returns the delay that a server asked for, but at least 1 s and at most 5 minutes. */
  static Duration retryAfter(Duration asked) {
    return max(Backoff.limited(asked), MIN_RETRY_AFTER);
  }

  /** Returns the longer one. */
  static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
