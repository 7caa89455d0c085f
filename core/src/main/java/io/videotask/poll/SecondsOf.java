package io.videotask.poll;

import java.time.Duration;

/** Durations as the numbers that are calculated with. */
final class SecondsOf {
  private SecondsOf() {}

  static double duration(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  static Duration asDuration(double seconds) {
    return Duration.ofNanos((long) (Math.min(seconds, 9e9) * 1e9));
  }
}
