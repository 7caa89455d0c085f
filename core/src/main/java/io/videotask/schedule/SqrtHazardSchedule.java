package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Polls with a density proportional to the square root of the hazard rate: seldom while a task can
 * hardly be done, often when it is about to be. For a known distribution of durations this is
 * within a few percent of the optimal schedule (Keller's approximation of the inspection model of
 * Barlow, Hunter and Proschan). The distribution is a log-normal prior, wide because nothing is
 * known about the task. Immutable.
 *
 * @param median the median duration, seconds
 * @param sigma the standard deviation of the logarithm of the duration
 * @param density the poll density: twice the value halves the delay and doubles the requests
 */
record SqrtHazardSchedule(double median, double sigma, double density)
    implements Schedule, NonBlockingSchedule {
  static final SqrtHazardSchedule DEFAULT = new SqrtHazardSchedule(120, 1, 1);

  private static final double MIN_INTERVAL = 1;
  private static final double MAX_INTERVAL = 60;
  private static final double JITTER = 0.1;

  SqrtHazardSchedule withTypical(Duration typical) {
    double seconds = Seconds.duration(typical);
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("the typical duration of a task must be positive");
    }
    return new SqrtHazardSchedule(seconds, sigma, density);
  }

  @Override
  public Duration delay(ScheduleContext context, RandomGenerator random) {
    double target = 1 - JITTER + 2 * JITTER * random.nextDouble();
    double stretch = CallbackHealth.stretch(context.missRate()) * Math.sqrt(context.requestShare());
    double gap = gap(Math.max(0, Seconds.duration(context.age())), target * stretch, stretch);
    return Seconds.asDuration(Math.max(FinalPoll.withinDeadline(gap, context), MIN_INTERVAL));
  }

  /**
   * Returns the interval over which the density adds up to the target. Integrates in steps of a
   * fiftieth of the age of the task, but of one second at most: for an old task, a fiftieth of its
   * age would be too coarse.
   */
  private double gap(double age, double target, double stretch) {
    double longest = Math.min(MAX_INTERVAL * stretch, CallbackHealth.LONGEST_INTERVAL);
    LogNormal durations = new LogNormal(median, sigma);
    double sum = 0;
    double elapsed = 0;
    while (elapsed < longest) {
      double step = Math.min(Math.max(0.1, (age + elapsed) / 50), 1);
      double rate = density * Math.sqrt(durations.hazard(age + elapsed + step / 2));
      if (sum + rate * step >= target) {
        return Math.min(elapsed + (target - sum) / rate, longest);
      }
      sum += rate * step;
      elapsed += step;
    }
    return longest;
  }
}
