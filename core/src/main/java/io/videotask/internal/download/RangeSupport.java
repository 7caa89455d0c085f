package io.videotask.internal.download;

import java.time.Duration;

/**
 * Whether the server of one download lets it go on from a part. Counted by one thread at a time,
 * read by any.
 */
final class RangeSupport {
  private static final int CERTAIN = 2;

  /** A server that began anew so often won't do otherwise the next time. */
  private static final int MOST_RESTARTS = 3;

  /** Cuts within a moment may have one cause that passes. */
  private static final Duration SHORTEST_TROUBLE = Duration.ofSeconds(3);

  private volatile int restarts;
  private long firstRestart;

  /** A part could not be gone on with: Range was ignored, or no version of the file is named. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time counts
  void restarted(long now) {
    if (restarts == 0) {
      firstRestart = now;
    }
    restarts++;
  }

  /** The server went on from the part. */
  void resumed() {
    restarts = 0;
  }

  /** Whether it is certain that the server begins anew each time. */
  boolean isMissing() {
    return restarts >= CERTAIN;
  }

  /** Whether another attempt would be in vain. */
  boolean isHopeless(long now) {
    return restarts >= MOST_RESTARTS && now - firstRestart >= SHORTEST_TROUBLE.toNanos();
  }
}
