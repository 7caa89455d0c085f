package io.videotask.benchmarks;

import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The schedules of existing clients. */
final class Policies {
  private Policies() {}

  static Map<String, Schedule> ofToday() {
    Map<String, Schedule> all = new LinkedHashMap<>();
    all.put("fixed 5 s", Schedule.fixed(Duration.ofSeconds(5)));
    all.put("fixed 10 s (MiniMax, google-genai)", Schedule.fixed(Duration.ofSeconds(10)));
    all.put("fixed 30 s", Schedule.fixed(Duration.ofSeconds(30)));
    all.put("1, 2, 4, 5 s (dashscope)", growing(1, 2, 5));
    all.put("1 s x 1.5, at most 30 s", growing(1, 1.5, 30));
    all.put("1 s x 2, at most 60 s", growing(1, 2, 60));
    all.put("5 s x 1.5, at most 45 s (gax)", growing(5, 1.5, 45));
    return all;
  }

  private static Schedule growing(double first, double factor, double most) {
    return (situation, random) ->
        Duration.ofNanos(
            (long) (1e9 * Math.min(most, first * Math.pow(factor, situation.queries()))));
  }
}
