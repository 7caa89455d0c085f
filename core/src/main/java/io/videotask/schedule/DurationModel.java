package io.videotask.schedule;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The learned model of one kind of task: how long the work takes, how informative the progress is,
 * and whether tasks queue. Not thread-safe.
 */
final class DurationModel {
  /** The smoothing factor of the share of queueing tasks. */
  private static final double QUEUEING_SMOOTHING = 0.05;

  /**
   * The smoothing factor and the bound of the correction of the mean delay, both in the logarithm
   * of the delay cost.
   */
  private static final double CORRECTION_SMOOTHING = 0.04;

  private static final double MAX_CORRECTION = 4;

  /** The time over which the correction may follow the error, in wanted mean delays. */
  private static final double CORRECTION_INTERVALS = 4;

  /** An end is not older than this when the poll after its callback finds it, seconds. */
  private static final double ANNOUNCED_WITHIN = 3;

  final HazardEstimator work;
  private final ProgressEstimator progress = new ProgressEstimator();
  private double queueing;
  private LearnedDurations.@Nullable OfKind pending;
  private double correction;

  // The errors of the ends since the last correction.
  private double errors;
  private int ends;
  private @Nullable Instant correctedAt;

  DurationModel(HazardEstimator work) {
    this.work = work;
  }

  /** Returns the estimated seconds since the work on the task began; 0 while it is queued. */
  double runAge(TaskTimeline timeline) {
    if (timeline.queued()) {
      return 0;
    }
    return queueing > 0.2
        ? (timeline.runningAtLeast() + timeline.runningAtMost()) / 2
        : timeline.runningAtMost();
  }

  void learn(PollSample sample, double wantedDelay) {
    TaskTimeline before = sample.before();
    TaskTimeline after = sample.after();
    boolean ended = sample.ended();
    double elapsed = after.age() - before.age();
    if (before.answers() == 0 && !ended) {
      queueing += QUEUEING_SMOOTHING * ((after.queued() ? 1 : 0) - queueing);
    }
    if (after.queued() && !ended) {
      return;
    }
    double to = runAge(after);
    double from = Math.max(0, to - elapsed);
    if (sample.announced() && to - from > ANNOUNCED_WITHIN) {
      // The end is known far better than from two polls, which are rare then.
      work.learn(from, to - ANNOUNCED_WITHIN, false);
      from = to - ANNOUNCED_WITHIN;
    } else if (ended && wantedDelay > 0) {
      correct(meanDelay(before, from, to), wantedDelay, sample.now());
    }
    double logLikelihood = work.logLikelihood(from, to, ended);
    work.learn(from, to, ended);
    if (before.progress() != null && !before.queued()) {
      progress.learn(sample, from, logLikelihood);
    }
  }

  LearnedDurations.OfKind snapshot(String gateway, @Nullable String kind) {
    return work.histogram().snapshot(gateway, kind, queueing);
  }

  void restore(LearnedDurations.OfKind saved) {
    double known = work.histogram().endCount();
    double share = saved.ended() > 0 ? saved.ended() / (known + saved.ended()) : 0;
    queueing += share * (saved.queueing() - queueing);
    work.histogram().add(saved);
    work.refresh();
  }

  /**
   * Returns what was learned and is not shared yet, and keeps apart what is learned from now on;
   * null if no end is in it. At the first call that is everything.
   */
  LearnedDurations.@Nullable OfKind unshared(String gateway, @Nullable String kind) {
    LearnedDurations.OfKind learned = work.recent().snapshot(gateway, kind, queueing);
    if (learned.ended() > 0) {
      LearnedDurations.OfKind before = pending;
      pending = before == null ? learned : before.followedBy(learned);
      work.beginRecent();
    }
    return pending;
  }

  /** Replaces what is known by what all processes know, which has all that was unshared. */
  void replaceWith(LearnedDurations.OfKind all) {
    pending = null;
    queueing = all.queueing();
    work.replaceWith(all);
  }

  private double meanDelay(TaskTimeline before, double from, double to) {
    double delay =
        progress.isTrusted() && !before.queued()
            ? progress.meanDelay(before, from, to - from)
            : Double.NaN;
    return Double.isNaN(delay) ? work.model().meanDelay(from, to) : delay;
  }

  /**
   * Lowers the delay cost while delays are shorter than wanted, and raises it while they are
   * longer. A change shows in the delays only after an interval, so however many tasks end, the
   * correction does not change faster than that: it would overshoot again and again.
   */
  private void correct(double delay, double wantedDelay, Instant now) {
    errors += Math.min(delay / wantedDelay, 4) - 1;
    ends++;
    Instant before = correctedAt;
    double elapsed =
        before == null ? Double.POSITIVE_INFINITY : Seconds.duration(Duration.between(before, now));
    double weight =
        Math.min(CORRECTION_SMOOTHING * ends, elapsed / (CORRECTION_INTERVALS * wantedDelay));
    if (weight > 0) {
      double corrected = correction + weight * errors / ends;
      correction = Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, corrected));
      correctedAt = now;
      errors = 0;
      ends = 0;
    }
  }

  /**
   * Returns the interval to the next poll, seconds.
   *
   * @param delayCost the cost of one second of delay, in requests; ignored where a mean delay is
   *     wanted
   * @param wantedDelay the wanted mean delay, seconds; 0 where delayCost is used
   * @param missRate the share of ends that polling has to find: only their delay costs anything
   * @param target 1, with some jitter; see {@link DensityEstimate#gap}
   */
  double gap(
      TaskTimeline timeline, double delayCost, double wantedDelay, double missRate, double target) {
    HazardModel model = work.model();
    double cost =
        missRate
            * (wantedDelay > 0
                ? DensityEstimate.delayCostFor(wantedDelay, model) * Math.exp(correction)
                : delayCost);
    if (timeline.queued()) {
      // The work may begin right after this poll, and the interval is then the delay of the first
      // poll of the running task.
      return QUEUED_INTERVAL_SHARE * DensityEstimate.gap(model, 0, cost, target);
    }
    double age = runAge(timeline);
    if (progress.isTrusted()) {
      double gap = progress.gap(timeline, age, cost, target);
      if (!Double.isNaN(gap)) {
        return gap;
      }
    }
    return DensityEstimate.gap(model, age, cost, target);
  }

  /**
   * The interval between two polls of a queued task, as a share of the first interval of a running
   * one.
   */
  private static final double QUEUED_INTERVAL_SHARE = 0.7;
}
