package io.videotask.schedule;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Chooses the interval to the next poll. Only {@link #delay} must be implemented; a schedule that
 * learns implements {@link #learn} too. Many waits share one instance, so implementations must be
 * thread-safe.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * Returns the delay between the answer that was just read and the next poll.
   *
   * @param context what is known of the task and of the wait
   * @param random the source of jitter
   */
  Duration delay(ScheduleContext context, RandomGenerator random);

  /**
   * Returns the delay after a failed poll.
   *
   * @param backoff the gateway's Retry-After hint, or a growing delay with jitter
   */
  default Duration delayAfterFailure(Duration backoff) {
    return backoff;
  }

  /**
   * Returns the delay between a callback, which says that the task may have finished, and the poll
   * that finds out. Default: none. A gateway that answers from its own database may have to learn
   * of the end first.
   *
   * @param context what is known of the task and of the wait
   * @param random the source of jitter
   */
  default Duration delayAfterCallback(ScheduleContext context, RandomGenerator random) {
    return Duration.ZERO;
  }

  /** Learns from an answer; called before {@link #delay} for the same answer. */
  default void learn(PollSample sample) {}

  /**
   * Returns a schedule with a fixed delay; after a failure the backoff where that is longer.
   *
   * @param delay positive
   * @throws IllegalArgumentException when the delay is not positive
   */
  static Schedule fixed(Duration delay) {
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException("the delay between two queries must be positive");
    }
    record Fixed(Duration delay) implements Schedule, NonBlockingSchedule {
      @Override
      public Duration delay(ScheduleContext context, RandomGenerator random) {
        return delay;
      }

      @Override
      public Duration delayAfterFailure(Duration backoff) {
        return backoff.compareTo(delay) > 0 ? backoff : delay;
      }
    }
    return new Fixed(delay);
  }

  /**
   * Returns whether a schedule is one of those that this interface returns. They never block, so
   * they are called on the thread that read the answer, and others on the threads for callbacks.
   */
  static boolean isBuiltIn(Schedule schedule) {
    return schedule instanceof NonBlockingSchedule;
  }

  /**
   * Returns the default schedule, which learns from the tasks it waits for when to poll; see {@link
   * LearningSchedule}.
   */
  static LearningSchedule learning() {
    return new LearningSchedule(LearningSchedule.Aim.DEFAULT);
  }

  /**
   * Returns a schedule that does not learn: it polls seldom while a task can't be done yet, and
   * often when it is about to be.
   */
  static Schedule adaptive() {
    return SqrtHazardSchedule.DEFAULT;
  }

  /**
   * Returns the {@link #adaptive()} schedule for a given typical duration.
   *
   * @param typical the median duration of a task; positive
   * @throws IllegalArgumentException when the duration is not positive
   */
  static Schedule adaptive(Duration typical) {
    return SqrtHazardSchedule.DEFAULT.withTypical(typical);
  }
}
