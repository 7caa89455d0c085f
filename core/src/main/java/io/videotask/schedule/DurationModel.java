package io.videotask.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What was learnt from one kind of task: how long its work takes, what its progress is worth,
 * whether its tasks queue. Not thread-safe.
 */
final class DurationModel {
  /** How fast the share of queueing tasks follows what is seen. */
  private static final double FOLLOW = 0.05;

  /** How fast the correction of the mean delay follows, and how far it may go. */
  private static final double CORRECT = 0.04;

  private static final double MOST_CORRECTION = 4;

  final HazardEstimator work;
  private final ProgressEstimator progress = new ProgressEstimator();
  private double queueing;
  private double correction;

  DurationModel(HazardEstimator work) {
    this.work = work;
  }

  /** For how long the task's work has been under way, as far as can be told. */
  double runAge(TaskTimeline course) {
    if (course.looks() == 0 || course.queued()) {
      return 0;
    }
    return queueing > 0.2
        ? (course.runningAtLeast() + course.runningAtMost()) / 2
        : course.runningAtMost();
  }

  void learn(PollSample lesson, double wantedDelay) {
    TaskTimeline before = lesson.before();
    TaskTimeline after = lesson.after();
    boolean ended = lesson.ended();
    double passed = after.age() - before.age();
    if (before.looks() == 0 && !ended) {
      queueing += FOLLOW * ((after.queued() ? 1 : 0) - queueing);
    }
    if (after.queued() && !ended) {
      return;
    }
    double to = runAge(after);
    double from = Math.max(0, to - passed);
    if (ended && wantedDelay > 0) {
      correct(meanDelay(before, from, to), wantedDelay);
    }
    double foresaw = work.foresaw(from, to, ended);
    work.learn(from, to, ended);
    if (before.progress() != null && !before.queued()) {
      progress.learn(lesson, from, foresaw);
    }
  }

  LearnedDurations.OfKind learnt(String gateway, @Nullable String kind) {
    return work.lifetimes.learnt(gateway, kind, queueing);
  }

  void recall(LearnedDurations.OfKind learnt) {
    double known = work.lifetimes.learnt();
    double share = learnt.ended() > 0 ? learnt.ended() / (known + learnt.ended()) : 0;
    queueing += share * (learnt.queueing() - queueing);
    work.lifetimes.add(learnt);
    work.refresh();
  }

  private double meanDelay(TaskTimeline before, double from, double to) {
    double delay =
        progress.isTrusted() && !before.queued()
            ? progress.meanDelay(before, from, to - from)
            : Double.NaN;
    return Double.isNaN(delay) ? work.outlook().meanDelay(from, to) : delay;
  }

  /** Asks less while delays are shorter than wanted, and more while they are longer. */
  private void correct(double delay, double wantedDelay) {
    double off = Math.min(delay / wantedDelay, 4) - 1;
    correction = Math.max(-MOST_CORRECTION, Math.min(MOST_CORRECTION, correction + CORRECT * off));
  }

  /**
   * The gap to the next query, seconds.
   *
   * @param worth how many requests a second of delay is worth; what the wanted mean delay asks for
   *     where it is 0
   * @param wantedDelay the wanted mean delay, seconds; 0 where worth counts
   * @param wanted 1, give or take some jitter
   */
  double gap(TaskTimeline course, double worth, double wantedDelay, double wanted) {
    HazardModel outlook = work.outlook();
    double price =
        wantedDelay > 0
            ? DensityEstimate.worthOf(wantedDelay, outlook) * Math.exp(correction)
            : worth;
    if (course.queued()) {
      // The work may begin right after this look: the first query of a run comes that late.
      return QUEUE_SHARE * DensityEstimate.gap(outlook, 0, price, wanted);
    }
    double age = runAge(course);
    if (progress.isTrusted()) {
      double gap = progress.gap(course, age, price, wanted);
      if (!Double.isNaN(gap)) {
        return gap;
      }
    }
    return DensityEstimate.gap(outlook, age, price, wanted);
  }

  /** Which share of a run's first gap passes between two looks at the queue. */
  private static final double QUEUE_SHARE = 0.7;
}
