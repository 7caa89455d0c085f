package io.videotask.schedule;

import java.time.Duration;

/** Converts between durations and seconds as floating-point numbers. */
final class Seconds {
  private Seconds() {}

  /** Returns a duration in seconds. */
  static double duration(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Returns seconds as a duration, limited to 9e9 s. */
  static Duration asDuration(double seconds) {
    return Duration.ofNanos((long) (Math.min(seconds, 9e9) * 1e9));
  }
}
