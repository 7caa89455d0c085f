package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class DurationModelTest {
  private static final HazardModel PRIOR = HazardModel.of(new LogNormal(120, 1));
  private static final TaskTimeline UNSEEN = TaskTimeline.unseen(HistoryKey.ANY);

  private final DurationModel history = new DurationModel(new HazardEstimator(() -> PRIOR, 2));

  private static TimingHints signs(boolean queued) {
    return new TimingHints(null, queued, null, null, null, List.of(), null);
  }

  private void learn(TaskTimeline before, TaskTimeline after, boolean ended, double wantedDelay) {
    history.learn(
        new PollSample(before, after, true, ended, signs(after.queued()), LearningFixture.BEGIN),
        wantedDelay);
  }

  private void firstSeen(boolean queued) {
    learn(UNSEEN, UNSEEN.after(signs(queued), 0), false, 0);
  }

  private double gap(double wantedDelay) {
    return history.gap(UNSEEN, 1, wantedDelay, 1);
  }

  @Test
  void aTaskThatEndsStraightOutOfTheQueueIsAnEnd() {
    TaskTimeline queued = UNSEEN.after(signs(true), 10);

    learn(queued, queued.after(signs(true), 20), false, 0);
    assertEquals(0, history.learnt("g", null).ended());
    learn(queued, queued.after(signs(true), 20), true, 0);

    assertEquals(1, history.learnt("g", null).ended());
  }

  @Test
  void oneTaskInTwentyIsForgottenOfTheShareThatQueues() {
    firstSeen(true);
    assertEquals(0.05, history.learnt("g", null).queueing(), 1e-12);
    firstSeen(true);
    assertEquals(0.0975, history.learnt("g", null).queueing(), 1e-12);
    firstSeen(false);
    assertEquals(0.0975 * 0.95, history.learnt("g", null).queueing(), 1e-12);
  }

  /** It may have begun right after it was last seen queued, or just now. */
  @Test
  void whereTasksQueueTheirWorkBeganBetweenTwoLooks() {
    TaskTimeline begun = UNSEEN.after(signs(true), 10).after(signs(false), 30);
    assertEquals(20, history.runAge(begun), "where they don't, as soon as it can have");
    assertEquals(0, history.runAge(UNSEEN));
    assertEquals(0, history.runAge(UNSEEN.after(signs(true), 10)));

    for (int i = 0; i < 10; i++) {
      firstSeen(true);
    }

    assertEquals(10, history.runAge(begun));
    assertEquals(15, history.runAge(begun.after(signs(false), 35)));
  }

  @Test
  void aQueueIsLookedAtABitMoreOftenThanATaskThatHasJustBegun() {
    TaskTimeline queued = UNSEEN.after(signs(true), 500);

    assertEquals(0.7 * gap(0), history.gap(queued, 1, 0, 1), 1e-9);
  }

  /** Whatever is done, tasks end later than they were looked for. */
  @Test
  void theCorrectionOfTheDelayIsBounded() {
    TaskTimeline seen = UNSEEN.after(signs(false), 0);
    for (int i = 0; i < 500; i++) {
      learn(seen, seen.after(signs(false), 1000), true, 1);
    }

    HazardModel learnt = history.work.outlook();
    double worth = DensityEstimate.worthOf(1, learnt) * Math.exp(4);
    assertEquals(DensityEstimate.gap(learnt, 0, worth, 1), gap(1), 1e-9);
  }

  @Test
  void delaysThatAreShorterThanWantedMakeItAskLessUpToABound() {
    TaskTimeline seen = UNSEEN.after(signs(false), 100);
    learn(seen, seen.after(signs(false), 101), true, 100);
    HazardModel once = history.work.outlook();
    double price = DensityEstimate.worthOf(100, once);
    double off = once.meanDelay(100, 101) / 100 - 1;
    assertEquals(
        DensityEstimate.gap(once, 0, price * Math.exp(0.04 * off), 1), gap(100), 1e-3 * gap(100));

    for (int i = 0; i < 500; i++) {
      learn(seen, seen.after(signs(false), 101), true, 100);
    }

    HazardModel learnt = history.work.outlook();
    double worth = DensityEstimate.worthOf(100, learnt) * Math.exp(-4);
    assertEquals(DensityEstimate.gap(learnt, 0, worth, 1), gap(100), 1e-6);
  }

  @Test
  void whatIsRecalledCountsByTheNumberOfItsEnds() {
    history.recall(new LearnedDurations.OfKind("g", null, 30, 0.8, List.of()));
    assertEquals(0.8, history.learnt("g", null).queueing(), 1e-12);

    history.recall(new LearnedDurations.OfKind("g", null, 10, 0.4, List.of()));

    assertEquals(0.7, history.learnt("g", null).queueing(), 1e-12);
    assertEquals(40, history.learnt("g", null).ended());
  }

  @Test
  void whatWasLearntFromNoTaskChangesNothing() {
    double gap = gap(0);

    history.recall(new LearnedDurations.OfKind("g", null, 0, 0.8, List.of()));

    assertEquals(0, history.learnt("g", null).queueing());
    assertEquals(gap, gap(0), 0.01 * gap);
    assertTrue(gap > 1);
  }
}
