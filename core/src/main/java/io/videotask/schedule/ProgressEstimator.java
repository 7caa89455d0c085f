package io.videotask.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the end of a task from its progress. Many gateways send a constant, or a value computed
 * from elapsed time only, so progress is used only while its predictions are more accurate than
 * those from the age of the task.
 *
 * <p>A progress of 40 % reached after 60 s extrapolates to an end in another 90 s. The model learns
 * the ratio of the actual to the extrapolated remaining time, separately for ranges of progress.
 * Where progress is linear in time, the ratio is close to one. Not thread-safe.
 */
final class ProgressEstimator {
  /** The bin scale: a remaining time equal to the extrapolated one counts as this many seconds. */
  private static final double EXTRAPOLATED = 100;

  private static final int[] RANGE_EDGES = {10, 50, 80, 95};
  private static final double LEAD_DISCOUNT = 0.98;
  private static final double TRUSTED_LEAD = 4;
  private static final double GRANULARITY_GROWTH = 1.03;

  private final HazardEstimator[] ranges = new HazardEstimator[RANGE_EDGES.length + 1];
  private double lead;
  private double granularity = 10;

  ProgressEstimator() {
    HazardModel prior = HazardModel.of(new LogNormal(EXTRAPOLATED, 1.2));
    for (int i = 0; i < ranges.length; i++) {
      ranges[i] = new HazardEstimator(() -> prior, 2);
    }
  }

  /** Returns whether predictions from progress are more accurate than those from age. */
  boolean isTrusted() {
    return lead > TRUSTED_LEAD;
  }

  /**
   * Learns from an answer, and compares the likelihood under the model of the age with that under
   * the model of the progress.
   *
   * @param ageLogLikelihood the log-likelihood of the answer under the model of the age
   */
  void learn(PollSample sample, double runAge, double ageLogLikelihood) {
    TaskTimeline before = sample.before();
    boolean ended = sample.ended();
    double elapsed = sample.after().age() - before.age();
    Integer after = ended ? null : sample.after().progress();
    learnGranularity(before.progress(), after);
    Extrapolation extrapolation = extrapolation(before, runAge);
    if (extrapolation == null) {
      return;
    }
    double scale = EXTRAPOLATED / extrapolation.seconds();
    double from = extrapolation.sinceReached() * scale;
    double to = (extrapolation.sinceReached() + elapsed) * scale;
    lead += extrapolation.range().logLikelihood(from, to, ended) - ageLogLikelihood;
    extrapolation.range().learn(from, to, ended);
    if (ended) {
      lead = Math.max(-20, Math.min(60, lead * LEAD_DISCOUNT));
    }
  }

  /** The granularity is the smallest difference seen between two values of a task. */
  private void learnGranularity(@Nullable Integer before, @Nullable Integer after) {
    if (before != null && after != null && !before.equals(after)) {
      granularity = Math.min(granularity * GRANULARITY_GROWTH, Math.abs(after - before));
    }
  }

  /** Returns the interval to the next poll, seconds; NaN where the task has no usable progress. */
  double gap(TaskTimeline timeline, double runAge, double delayCost, double target) {
    Extrapolation extrapolation = extrapolation(timeline, runAge);
    if (extrapolation == null) {
      return Double.NaN;
    }
    double unit = extrapolation.seconds() / EXTRAPOLATED;
    double sinceReached = extrapolation.sinceReached();
    double gap =
        unit
            * DensityEstimate.gap(
                extrapolation.range().model(), sinceReached / unit, delayCost * unit, target);
    // Few tasks take much longer than extrapolated, so the model says little about them: poll again
    // soon.
    return Math.min(
        gap, Math.max(extrapolation.seconds() * 1.2 - sinceReached, extrapolation.seconds() * 0.5));
  }

  /**
   * Returns the mean time since the end of a task that was running in one answer and had ended in
   * the next, seconds; NaN where the task had no usable progress.
   */
  double meanDelay(TaskTimeline before, double runAge, double elapsed) {
    Extrapolation extrapolation = extrapolation(before, runAge);
    if (extrapolation == null) {
      return Double.NaN;
    }
    double unit = extrapolation.seconds() / EXTRAPOLATED;
    double from = extrapolation.sinceReached() / unit;
    return unit * extrapolation.range().model().meanDelay(from, from + elapsed / unit);
  }

  /**
   * The end that a progress extrapolates to.
   *
   * @param range the model of its range of progress
   * @param seconds the extrapolated time from reaching the progress to the end
   * @param sinceReached the seconds since the progress was reached
   */
  private record Extrapolation(HazardEstimator range, double seconds, double sinceReached) {}

  private @Nullable Extrapolation extrapolation(TaskTimeline timeline, double runAge) {
    Integer progress = timeline.progress();
    if (progress == null || progress < 1) {
      return null;
    }
    double sinceReached = sinceReached(timeline, runAge, progress);
    double seconds = Math.max(0.5, (runAge - sinceReached) * (100.5 - progress) / progress);
    return new Extrapolation(range(progress), seconds, sinceReached);
  }

  /**
   * Returns the estimated seconds since the progress was reached: half the time between the two
   * answers, but at most half a granularity step.
   */
  private double sinceReached(TaskTimeline timeline, double runAge, int progress) {
    double unseen = (timeline.progressFor() - timeline.progressSeenFor()) / 2;
    double halfStep = (runAge - timeline.progressSeenFor()) * granularity / progress / 2;
    return timeline.progressSeenFor() + Math.min(unseen, Math.max(0, halfStep));
  }

  private HazardEstimator range(int progress) {
    int i = 0;
    while (i < RANGE_EDGES.length && progress >= RANGE_EDGES[i]) {
      i++;
    }
    return ranges[i];
  }
}
