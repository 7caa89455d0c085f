package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqrtHazardScheduleTest {
  private static final Duration FAR = Duration.ofDays(30);
  // A generator whose nextDouble is 0.5: no jitter.
  private static final RandomGenerator MIDDLE = () -> Long.MIN_VALUE;

  private final Schedule schedule = Schedule.adaptive();

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private double gap(double age) {
    return seconds(schedule.delay(context(age, FAR), MIDDLE));
  }

  private static ScheduleContext context(double age, Duration untilDeadline) {
    return new ScheduleContext(Duration.ofNanos((long) (age * 1e9)), null, 1, untilDeadline);
  }

  /** Integrates the square root of the hazard rate of LN(120, 1) by brute force. */
  private static double density(double from, double to) {
    int steps = 2000;
    double width = (to - from) / steps;
    double total = 0;
    for (int i = 0; i < steps; i++) {
      double at = from + (i + 0.5) * width;
      double z = Math.log(at / 120);
      total += Math.sqrt(Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / tail(z) / at) * width;
    }
    return total;
  }

  /** Returns the tail of the standard normal distribution by brute force. */
  private static double tail(double z) {
    double width = 0.01;
    double total = 0;
    for (double at = z + width / 2; at < z + 12; at += width) {
      total += Math.exp(-at * at / 2) * width;
    }
    return total / Math.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5, 20, 40, 60, 90, 120, 180, 300, 600, 1000, 2000, 4000, 40_000})
  void pollsWithTheDensityOfTheSquareRootOfTheHazard(double age) {
    double gap = gap(age);
    if (gap < 59.9) {
      assertEquals(1, density(age, age + gap), 0.04, () -> "gap " + gap + " at age " + age);
    } else {
      assertTrue(density(age, age + 60) < 1.04, "a minute is the maximum");
    }
  }

  @Test
  void pollsSeldomAtFirstAndOftenWhenATaskIsAboutToBeDone() {
    assertTrue(gap(0) > 20);
    assertTrue(gap(60) < 13);
    assertTrue(gap(120) < 15);
  }

  @Test
  void keepsIntervalsBetweenASecondAndAMinute() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      double age = Math.pow(10, random.nextDouble() * 8 - 2);
      double gap = seconds(schedule.delay(context(age, FAR), random));
      assertTrue(gap >= 1 && gap <= 60, () -> "gap " + gap + " at age " + age);
    }
  }

  @Test
  void acceptsAnyAge() {
    for (Duration age :
        new Duration[] {
          Duration.ZERO,
          Duration.ofSeconds(-5),
          Duration.ofDays(7),
          Duration.ofDays(365_000),
          Duration.ofSeconds(Long.MAX_VALUE),
          Duration.ofSeconds(Long.MIN_VALUE)
        }) {
      double gap =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60),
              () -> seconds(schedule.delay(new ScheduleContext(age, null, 1, FAR), MIDDLE)));
      assertTrue(gap >= 1 && gap <= 60, () -> "gap " + gap + " at age " + age);
    }
  }

  @Test
  void pollsOnceMoreShortlyBeforeTheDeadline() {
    Duration untilDeadline = Duration.ofSeconds(10);
    double gap = seconds(schedule.delay(context(3000, untilDeadline), MIDDLE));
    assertEquals(8, gap, 0.01);
    assertEquals(1.5, seconds(schedule.delay(context(3000, Duration.ofSeconds(3)), MIDDLE)), 0.01);
  }

  @Test
  void scalesWithTheTypicalDuration() {
    Schedule tenfold = Schedule.adaptive(Duration.ofMinutes(20));
    double gap = seconds(tenfold.delay(context(600, FAR), MIDDLE));
    assertTrue(gap > 2 * gap(60), () -> "gap " + gap);
  }
}
