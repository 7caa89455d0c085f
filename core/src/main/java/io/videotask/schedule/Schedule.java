package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to ask again. One method is enough; a schedule that learns implements {@link #learn} too.
 * Used by many waits at once, so it must be thread-safe.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The delay between the answer that was just read and the next query.
   *
   * @param situation what is known of the task and of the wait
   * @param random where a schedule gets its jitter from
   */
  Duration delay(ScheduleContext situation, RandomGenerator random);

  /**
   * The delay after a query that failed.
   *
   * @param backoff what the failure itself asks for: the gateway's own wish, or a growing delay
   *     with jitter
   */
  default Duration delayAfterFailure(Duration backoff) {
    return backoff;
  }

  /** Is told of each answer, before it is asked for the next delay. */
  default void learn(PollSample lesson) {}

  /**
   * The same delay each time; after a failure the backoff where that is longer.
   *
   * @throws IllegalArgumentException when the delay is not positive
   */
  static Schedule fixed(Duration delay) {
    return new FixedSchedule(delay);
  }

  /** The default: learns from the tasks it waits for when to ask, see {@link LearningSchedule}. */
  static LearningSchedule learning() {
    return new LearningSchedule(LearningSchedule.Aim.DEFAULT);
  }

  /**
   * Learns nothing: asks seldom while a task can't be done yet, and often when it is about to be.
   */
  static Schedule adaptive() {
    return SqrtHazardSchedule.DEFAULT;
  }

  /**
   * The same, told how long a task typically takes.
   *
   * @param typical half of the tasks take less; positive
   */
  static Schedule adaptive(Duration typical) {
    return SqrtHazardSchedule.DEFAULT.withTypical(typical);
  }
}
