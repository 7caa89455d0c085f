package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Asks with a density that follows the square root of the hazard rate: seldom while a task can
 * hardly be done, often when it is about to be. For a known distribution of durations this is
 * within a few percent of the best schedule that there is (Keller's approximation of Barlow, Hunter
 * and Proschan's inspection model). The distribution is a log-normal prior, wide because nothing is
 * known about the task.
 *
 * @param median half of the tasks take less, seconds
 * @param sigma the standard deviation of the logarithm of the duration
 * @param density how often to ask: twice as much halves the delay and doubles the requests
 */
public record SqrtHazardSchedule(double median, double sigma, double density) implements Schedule {
  static final SqrtHazardSchedule DEFAULT = new SqrtHazardSchedule(120, 1, 1);

  private static final double SHORTEST = 1;
  private static final double LONGEST = 60;
  private static final double JITTER = 0.1;

  SqrtHazardSchedule withTypical(Duration typical) {
    double seconds = Seconds.duration(typical);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the typical duration of a task must be positive");
    }
    return new SqrtHazardSchedule(seconds, sigma, density);
  }

  @Override
  public Duration delay(ScheduleContext situation, RandomGenerator random) {
    double wanted = 1 - JITTER + 2 * JITTER * random.nextDouble();
    double gap = gap(Math.max(0, Seconds.duration(situation.age())), wanted);
    return Seconds.asDuration(Math.max(FinalPoll.inTime(gap, situation), SHORTEST));
  }

  /**
   * The time in which the density adds up to one query, found in steps of a fiftieth of the task's
   * age, but of a second at most: an old task must not be left alone for a fiftieth of its age.
   */
  private double gap(double age, double wanted) {
    LogNormal durations = new LogNormal(median, sigma);
    double total = 0;
    double gone = 0;
    while (gone < LONGEST) {
      double step = Math.min(Math.max(0.1, (age + gone) / 50), 1);
      double rate = density * Math.sqrt(durations.hazard(age + gone + step / 2));
      if (total + rate * step >= wanted) {
        return Math.min(gone + (wanted - total) / rate, LONGEST);
      }
      total += rate * step;
      gone += step;
    }
    return LONGEST;
  }
}
