package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/**
 * A gateway that looks at its tasks in passes, and tells what it saw last, and when, by a clock of
 * its own.
 *
 * @param pass when each pass begins, ascending
 * @param length within how many seconds the tasks of a pass are looked at
 */
record RefreshingGateway(LongToDoubleFunction pass, double length) {
  static final Duration BEAT = Duration.ofSeconds(15);

  private static final double AHEAD = 77.4;

  TimelineFixture.Course task(Random random, double begun, double work) {
    double place = random.nextDouble() * length;
    return age -> {
      double now = begun + age;
      double look = lastLook(now, place);
      Instant shown = second(now);
      if (look < begun) {
        return new TimelineFixture.Told(
            false, new TimingHints("x", true, null, null, null, List.of(), shown));
      }
      return new TimelineFixture.Told(
          look >= begun + work,
          new TimingHints("x", false, null, null, null, List.of(second(look)), shown));
    };
  }

  private double lastLook(double now, double place) {
    double look = Double.NEGATIVE_INFINITY;
    for (long beat = 0; pass.applyAsDouble(beat) + place <= now; beat++) {
      look = pass.applyAsDouble(beat) + place;
    }
    return look;
  }

  private static Instant second(double moment) {
    return LearningFixture.BEGIN.plusSeconds((long) Math.floor(moment + AHEAD));
  }
}
