package io.videotask.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What a task's progress says about its end. Many gateways send a constant, or a clock dressed up
 * as progress, so it has to earn its trust: it is used only while it foresaw the ends better than
 * the task's age did.
 *
 * <p>A progress of 40 % reached after 60 s promises an end in another 90 s. What is learnt is how
 * long the rest really took in units of that promise, apart for early, middle and late progress.
 * Where the figure is honest that number is always close to one. Not thread-safe.
 */
final class ProgressEstimator {
  /** A rest that takes as long as promised counts as this many of the grid's seconds. */
  private static final double AS_PROMISED = 100;

  private static final int[] RANGES = {10, 50, 80, 95};
  private static final double FORGET = 0.98;
  private static final double TRUST = 4;
  private static final double STEP_GROWTH = 1.03;

  private final HazardEstimator[] ranges = new HazardEstimator[RANGES.length + 1];
  private double lead;
  private double step = 10;

  ProgressEstimator() {
    HazardModel anything = HazardModel.of(new LogNormal(AS_PROMISED, 1.2));
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new HazardEstimator(() -> anything, 2);
    }
  }

  /** Whether it may be gone by. */
  boolean isTrusted() {
    return lead > TRUST;
  }

  /**
   * Learns from a look at a task, and compares what was foreseen from its age with what was
   * foreseen from its progress.
   *
   * @param foresaw how well the age foresaw this
   */
  void learn(PollSample lesson, double runAge, double foresaw) {
    TaskTimeline before = lesson.before();
    boolean ended = lesson.ended();
    double passed = lesson.after().age() - before.age();
    Integer after = ended ? null : lesson.after().progress();
    learnStep(before.progress(), after);
    Promise promise = promise(before, runAge);
    if (promise == null) {
      return;
    }
    double scale = AS_PROMISED / promise.seconds();
    double from = promise.had() * scale;
    double to = (promise.had() + passed) * scale;
    lead += promise.range().foresaw(from, to, ended) - foresaw;
    promise.range().learn(from, to, ended);
    if (ended) {
      lead = Math.max(-20, Math.min(60, lead * FORGET));
    }
  }

  /** The smallest difference seen between two figures of a task is how finely it is told. */
  private void learnStep(@Nullable Integer before, @Nullable Integer after) {
    if (before != null && after != null && !before.equals(after)) {
      step = Math.min(step * STEP_GROWTH, Math.abs(after - before));
    }
  }

  /** The gap to the next query; NaN where there is nothing to go by. */
  double gap(TaskTimeline course, double runAge, double worth, double wanted) {
    Promise promise = promise(course, runAge);
    if (promise == null) {
      return Double.NaN;
    }
    double unit = promise.seconds() / AS_PROMISED;
    double had = promise.had();
    double gap =
        unit * DensityEstimate.gap(promise.range().outlook(), had / unit, worth * unit, wanted);
    // Where hardly any task has been so late, nothing is known: look again before long.
    return Math.min(gap, Math.max(promise.seconds() * 1.2 - had, promise.seconds() * 0.5));
  }

  /**
   * How long ago, on average, a task ended that was seen like this and then had ended; NaN where
   * there is nothing to go by.
   */
  double meanDelay(TaskTimeline before, double runAge, double passed) {
    Promise promise = promise(before, runAge);
    if (promise == null) {
      return Double.NaN;
    }
    double unit = promise.seconds() / AS_PROMISED;
    double from = promise.had() / unit;
    return unit * promise.range().outlook().meanDelay(from, from + passed / unit);
  }

  /**
   * What a progress promises.
   *
   * @param range which figures it is one of
   * @param seconds from the moment it was reached to the end
   * @param had how many of them have passed
   */
  private record Promise(HazardEstimator range, double seconds, double had) {}

  private @Nullable Promise promise(TaskTimeline course, double runAge) {
    Integer progress = course.progress();
    if (progress == null || progress < 1) {
      return null;
    }
    double had = had(course, runAge, progress);
    double seconds = Math.max(0.5, (runAge - had) * (100.5 - progress) / progress);
    return new Promise(range(progress), seconds, had);
  }

  /**
   * For how long it has had this progress: where it was met between two looks, half a step of the
   * figure at most.
   */
  private double had(TaskTimeline course, double runAge, int progress) {
    double unseen = (course.progressFor() - course.progressSeenFor()) / 2;
    double halfStep = (runAge - course.progressSeenFor()) * step / progress / 2;
    return course.progressSeenFor() + Math.min(unseen, Math.max(0, halfStep));
  }

  private HazardEstimator range(int progress) {
    int i = 0;
    while (i < RANGES.length && progress >= RANGES[i]) {
      i++;
    }
    return ranges[i];
  }
}
