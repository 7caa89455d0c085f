package io.videotask.internal.download;

import java.time.Duration;

/**
 * Records whether the server of one download supports resumption. Written by one thread at a time,
 * read by any.
 */
final class RangeSupport {
  private static final int MIN_RESTARTS = 2;

  /** After this many restarts in a row, further attempts are not expected to resume. */
  private static final int MAX_RESTARTS = 3;

  /** Connections that break at the same time may have one transient cause. */
  private static final Duration MIN_FAILURE_PERIOD = Duration.ofSeconds(3);

  private volatile int restarts;
  private long firstRestart;

  /**
   * Records that a part could not be resumed: the server ignored Range, or names no version of the
   * file.
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time counts
  void restarted(long now) {
    if (restarts == 0) {
      firstRestart = now;
    }
    restarts++;
  }

  /** Records that the server resumed from the part. */
  void resumed() {
    restarts = 0;
  }

  /** Returns whether the server is known to restart each time. */
  boolean isUnsupported() {
    return restarts >= MIN_RESTARTS;
  }

  /** Returns whether to give up. */
  boolean shouldGiveUp(long now) {
    return restarts >= MAX_RESTARTS && now - firstRestart >= MIN_FAILURE_PERIOD.toNanos();
  }
}
