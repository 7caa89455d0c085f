package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/**
 * A gateway that refreshes its tasks in cycles, and reports what it last saw, and when, by a clock
 * of its own.
 *
 * @param start the start of each cycle, ascending, seconds
 * @param length the time within which the tasks of a cycle are refreshed, seconds
 */
record RefreshingGateway(LongToDoubleFunction start, double length) {
  static final Duration PERIOD = Duration.ofSeconds(15);

  private static final double CLOCK_OFFSET = 77.4;

  TimelineFixture.Script task(Random random, double begun, double work) {
    double offset = random.nextDouble() * length;
    return age -> {
      double now = begun + age;
      double refreshed = lastRefresh(now, offset);
      Instant gatewayTime = second(now);
      if (refreshed < begun) {
        return new TimelineFixture.Report(
            false, new TimingHints("x", true, null, null, null, List.of(), gatewayTime));
      }
      return new TimelineFixture.Report(
          refreshed >= begun + work,
          new TimingHints("x", false, null, null, null, List.of(second(refreshed)), gatewayTime));
    };
  }

  private double lastRefresh(double now, double offset) {
    double refreshed = Double.NEGATIVE_INFINITY;
    for (long slot = 0; start.applyAsDouble(slot) + offset <= now; slot++) {
      refreshed = start.applyAsDouble(slot) + offset;
    }
    return refreshed;
  }

  private static Instant second(double time) {
    return LearningFixture.BEGIN.plusSeconds((long) Math.floor(time + CLOCK_OFFSET));
  }
}
