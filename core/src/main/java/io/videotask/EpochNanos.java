package io.videotask;

import java.time.Duration;
import java.time.Instant;

/** Instants as nanoseconds since 1970: the clock of waits that are stored between their polls. */
final class EpochNanos {
  private static final long NANOS = 1_000_000_000L;

  private EpochNanos() {}

  /**
   * @throws ArithmeticException when the instant is not between 1677 and 2262
   */
  static long of(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  /** Returns the instant after a time, or the latest one. */
  static long after(long nanos, Duration time) {
    // A day before the end, so that what is added to a deadline does not overflow.
    long latest = Long.MAX_VALUE - Duration.ofDays(1).toNanos();
    Duration left = Duration.ofNanos(latest - nanos);
    return time.compareTo(left) > 0 ? latest : nanos + time.toNanos();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }
}
