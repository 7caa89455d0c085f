package io.videotask.schedule;

import java.time.Duration;

/** Durations as the numbers that are calculated with. */
public final class Seconds {
  private Seconds() {}

  public static double duration(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  public static Duration asDuration(double seconds) {
    return Duration.ofNanos((long) (Math.min(seconds, 9e9) * 1e9));
  }
}
