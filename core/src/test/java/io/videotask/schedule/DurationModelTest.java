package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationModelTest {
  private static final HazardModel PRIOR = HazardModel.of(new LogNormal(120, 1));
  private static final TaskTimeline UNSEEN = TaskTimeline.unseen(HistoryKey.ANY);

  private final DurationModel model = new DurationModel(new HazardEstimator(() -> PRIOR, 2));

  private Instant now = LearningFixture.BEGIN;

  private static TimingHints hints(boolean queued) {
    return new TimingHints(null, queued, null, null, null, List.of(), null);
  }

  private void learn(TaskTimeline before, TaskTimeline after, boolean ended, double wantedDelay) {
    learn(before, after, ended, wantedDelay, 100);
  }

  /**
   * @param pause seconds since the sample before
   */
  private void learn(
      TaskTimeline before, TaskTimeline after, boolean ended, double wantedDelay, double pause) {
    now = now.plus(Seconds.asDuration(pause));
    model.learn(
        new PollSample(before, after, true, ended, hints(after.queued()), now, false), wantedDelay);
  }

  private void firstSeen(boolean queued) {
    learn(UNSEEN, UNSEEN.after(hints(queued), 0), false, 0);
  }

  private double gap(double wantedDelay) {
    return model.gap(UNSEEN, 1, wantedDelay, 1, 1);
  }

  @Test
  void countsATaskThatEndsFromTheQueue() {
    TaskTimeline queued = UNSEEN.after(hints(true), 10);

    learn(queued, queued.after(hints(true), 20), false, 0);
    assertEquals(0, model.snapshot("g", null).ended());
    learn(queued, queued.after(hints(true), 20), true, 0);

    assertEquals(1, model.snapshot("g", null).ended());
  }

  @Test
  void smoothsTheShareOfQueueingTasks() {
    firstSeen(true);
    assertEquals(0.05, model.snapshot("g", null).queueing(), 1e-12);
    firstSeen(true);
    assertEquals(0.0975, model.snapshot("g", null).queueing(), 1e-12);
    firstSeen(false);
    assertEquals(0.0975 * 0.95, model.snapshot("g", null).queueing(), 1e-12);
  }

  /** The work may have begun right after the last queued answer, or just now. */
  @Test
  void assumesTheMiddleBetweenTwoPollsAsBeginWhereTasksQueue() {
    TaskTimeline begun = UNSEEN.after(hints(true), 10).after(hints(false), 30);
    assertEquals(20, model.runAge(begun), "where tasks do not queue, as early as possible");
    assertEquals(0, model.runAge(UNSEEN));
    assertEquals(0, model.runAge(UNSEEN.after(hints(true), 10)));

    for (int i = 0; i < 10; i++) {
      firstSeen(true);
    }

    assertEquals(10, model.runAge(begun));
    assertEquals(15, model.runAge(begun.after(hints(false), 35)));
  }

  @Test
  void pollsAQueuedTaskSlightlyMoreOftenThanOneThatHasJustBegun() {
    TaskTimeline queued = UNSEEN.after(hints(true), 500);

    assertEquals(0.7 * gap(0), model.gap(queued, 1, 0, 1, 1), 1e-9);
  }

  /** Tasks always end later than the model predicts. */
  @Test
  void boundsTheCorrectionOfTheDelay() {
    TaskTimeline seen = UNSEEN.after(hints(false), 0);
    for (int i = 0; i < 500; i++) {
      learn(seen, seen.after(hints(false), 1000), true, 1);
    }

    HazardModel learned = model.work.model();
    double delayCost = DensityEstimate.delayCostFor(1, learned) * Math.exp(4);
    assertEquals(DensityEstimate.gap(learned, 0, delayCost, 1), gap(1), 1e-9);
  }

  @Test
  void pollsLessWhileDelaysAreShorterThanWanted() {
    TaskTimeline seen = UNSEEN.after(hints(false), 100);
    learn(seen, seen.after(hints(false), 101), true, 100);
    HazardModel once = model.work.model();
    double cost = DensityEstimate.delayCostFor(100, once);
    double error = once.meanDelay(100, 101) / 100 - 1;
    assertEquals(
        DensityEstimate.gap(once, 0, cost * Math.exp(0.04 * error), 1), gap(100), 1e-3 * gap(100));

    for (int i = 0; i < 500; i++) {
      learn(seen, seen.after(hints(false), 101), true, 100);
    }

    HazardModel learned = model.work.model();
    double delayCost = DensityEstimate.delayCostFor(100, learned) * Math.exp(-4);
    assertEquals(DensityEstimate.gap(learned, 0, delayCost, 1), gap(100), 1e-6);
  }

  @Test
  void weightsRestoredHistoriesByTheirEnds() {
    model.restore(new LearnedDurations.OfKind("g", null, 30, 0.8, List.of()));
    assertEquals(0.8, model.snapshot("g", null).queueing(), 1e-12);

    model.restore(new LearnedDurations.OfKind("g", null, 10, 0.4, List.of()));

    assertEquals(0.7, model.snapshot("g", null).queueing(), 1e-12);
    assertEquals(40, model.snapshot("g", null).ended());
  }

  @Test
  void ignoresARestoredHistoryWithoutEnds() {
    double gap = gap(0);

    model.restore(new LearnedDurations.OfKind("g", null, 0, 0.8, List.of()));

    assertEquals(0, model.snapshot("g", null).queueing());
    assertEquals(gap, gap(0), 0.01 * gap);
    assertTrue(gap > 1);
  }

  @Test
  void correctionIsNoFasterThanItsEffectHoweverManyTasksEnd() {
    DurationModelTest few = new DurationModelTest();
    TaskTimeline before = UNSEEN.after(hints(false), 100);
    for (int i = 0; i < 40; i++) {
      few.learn(before, before.after(hints(false), 100.5), true, 5, 1);
      for (int j = 0; j < 100; j++) {
        learn(before, before.after(hints(false), 100.5), true, 5, 0.01);
      }
    }
    // Both have corrected for 40 s; the samples themselves have taught the second one more.
    assertTrue(gap(5) < 3 * few.gap(5), gap(5) + " and " + few.gap(5));
  }
}
