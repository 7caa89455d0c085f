package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When polling slows down because callbacks announce the ends, and when it no longer does. */
class CallbackHealthTest {
  private static final HistoryKey KIND = new HistoryKey("a", null, Duration.ofSeconds(15));

  private final CallbackHealth health = new CallbackHealth();

  private void announced(int times) {
    for (int i = 0; i < times; i++) {
      health.ended(true);
    }
  }

  @Test
  void callbacksAreNotReliedOnBeforeTheyHaveProvedThemselves() {
    assertEquals(1, health.missRate());
    announced(8);
    assertEquals(1, health.missRate());
    assertFalse(health.isReliedOn());
    announced(1);
    assertEquals(0.1, health.missRate(), 1e-9);
    assertTrue(health.isReliedOn());
  }

  @Test
  void pollingNeverStops() {
    announced(1_000_000);
    assertEquals(1.0 / 900, health.missRate(), 1e-9);
  }

  @Test
  void oneMissedEndBringsPollingBackToNormal() {
    announced(10_000);
    health.ended(false);
    assertEquals(1, health.missRate());
    announced(9);
    assertTrue(health.isReliedOn());
  }

  @Test
  void aGatewayThatLosesEachThirdIsNotReliedOn() {
    Random random = new Random(5);
    int relied = 0;
    for (int i = 0; i < 10_000; i++) {
      health.ended(random.nextDouble() > 0.3);
      relied += health.isReliedOn() && i > 100 ? 1 : 0;
    }
    assertTrue(relied < 300, "relied on " + relied + " times");
  }

  @Test
  void intervalsKeepTheirMeanWhenTheyAreSpread() {
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += CallbackHealth.spread(0.001, (i + 0.5) / 10_000);
    }
    assertEquals(1, sum / 10_000, 0.03);
    assertEquals(1, CallbackHealth.spread(1, 0.2));
  }

  @Test
  void intervalsGrowWithTheSquareRoot() {
    for (Schedule schedule : new Schedule[] {Schedule.learning(), Schedule.adaptive()}) {
      double normal = meanGap(schedule, 1);
      double slowed = meanGap(schedule, 1.0 / 16);
      assertTrue(slowed > 3 * normal && slowed < 9 * normal, slowed + " after " + normal);
      assertTrue(meanGap(schedule, 1.0 / 900) <= 600);
    }
    Schedule fixed = Schedule.fixed(Duration.ofSeconds(10));
    assertEquals(10, meanGap(fixed, 1.0 / 900));
  }

  private static double meanGap(Schedule schedule, double missRate) {
    TaskTimeline timeline =
        TaskTimeline.unseen(new HistoryKey("a", null, null)).after(TimingHints.of(null, null), 60);
    ScheduleContext context =
        new ScheduleContext(1, Duration.ofDays(1), Instant.EPOCH, timeline, missRate);
    Random random = new Random(1);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum += Seconds.duration(schedule.delay(context, random));
    }
    return sum / 1000;
  }

  @Test
  void behindAGatewayWithAClockThePollAfterACallbackWaitsForIt() {
    LearningSchedule schedule = Schedule.learning();
    Instant begin = LearningFixture.BEGIN;
    TaskTimeline seen = TaskTimeline.unseen(KIND);
    for (double refresh = 4.6; refresh < 300; refresh += 15) {
      double polled = refresh + 1 + (refresh % 7);
      TimingHints hints =
          new TimingHints(
              null,
              false,
              null,
              null,
              null,
              java.util.List.of(begin.plusSeconds((long) refresh)),
              begin.plusSeconds((long) polled));
      TaskTimeline after = TaskTimeline.unseen(KIND).after(hints, 0);
      Instant now = begin.plusNanos((long) (polled * 1e9));
      schedule.learn(new PollSample(seen, after, true, false, hints, now));
    }
    ScheduleContext context =
        new ScheduleContext(1, Duration.ofDays(1), begin.plusSeconds(310), seen);
    double delay = Seconds.duration(schedule.delayAfterCallback(context, new Random(1)));
    assertTrue(delay > 9.6 && delay < 11.5, () -> "polled after " + delay);
    ScheduleContext other =
        new ScheduleContext(
            1,
            Duration.ofDays(1),
            begin.plusSeconds(310),
            TaskTimeline.unseen(new HistoryKey("b", null, null)));
    assertEquals(Duration.ZERO, schedule.delayAfterCallback(other, new Random(1)));
  }

  @Test
  void anAnnouncedEndIsLearnedAsPreciselyAsItIsKnown() {
    HazardModel prior = HazardModel.of(new LogNormal(120, 1));
    DurationModel model = new DurationModel(new HazardEstimator(() -> prior, 2));
    TaskTimeline unseen = TaskTimeline.unseen(new HistoryKey("a", null, null));
    TimingHints hints = TimingHints.of(null, null);
    for (int i = 0; i < 100; i++) {
      model.learn(
          new PollSample(unseen, unseen.after(hints, 80), true, true, hints, Instant.EPOCH, true),
          0);
    }
    HazardModel learned = model.work.model();
    assertTrue(learned.hazardUntil(70) < 0.1, () -> "before: " + learned.hazardUntil(70));
    assertTrue(learned.hazardUntil(82) > 1, () -> "then: " + learned.hazardUntil(82));
  }
}
