package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningScheduleTest {
  private static double draw(Random random, double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  private static Duration gap(LearningSchedule schedule, TaskTimeline timeline, long randomSeed) {
    return schedule.delay(
        LearningFixture.context(timeline, timeline.age(), LearningFixture.BEGIN),
        new Random(randomSeed));
  }

  private static TaskTimeline first(TimingHints hints) {
    return TaskTimeline.unseen(HistoryKey.ANY).after(hints, 0);
  }

  @Test
  void learnsWhenTasksEnd() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    double before = fixture.firstGap("a", null);

    fixture.runMany("a", 40, random -> LearningFixture.lasting(null, draw(random, 300, 0.1)));

    double after = fixture.firstGap("a", null);
    assertTrue(after > 2.5 * before && after < 300, () -> before + " became " + after);
  }

  /** Ends are only known to lie between two polls; long intervals must not bias them. */
  @Test
  void learnsFromEndsBetweenTwoPolls() {
    LearningSchedule seldom = Schedule.learning().delayCost(0.02);
    LearningFixture fixture = new LearningFixture(seldom);
    fixture.runMany("a", 200, random -> LearningFixture.lasting(null, draw(random, 100, 0.3)));

    LearnedDurations.OfKind learned = seldom.snapshot().kinds().get(0);
    double ends = learned.bins().stream().mapToDouble(LearnedDurations.Bin::ends).sum();
    double middle = 0;
    double sum = 0;
    for (LearnedDurations.Bin bin : learned.bins()) {
      sum += bin.ends();
      if (sum >= ends / 2) {
        middle = LogBins.edge(bin.number());
        break;
      }
    }
    assertEquals(100, middle, 15);
  }

  @Test
  void followsADrift() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    fixture.runMany("a", 300, random -> LearningFixture.lasting(null, draw(random, 60, 0.2)));
    LearningFixture.Result surprised =
        fixture.runMany("a", 5, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));

    fixture.runMany("a", 300, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));

    LearningFixture.Result used =
        fixture.runMany("a", 20, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));
    assertTrue(used.requests() * 2 < surprised.requests(), () -> used + " after " + surprised);
  }

  @Test
  void keepsAHistoryForEachKind() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    for (int i = 0; i < 40; i++) {
      fixture.runMany("a", 1, random -> LearningFixture.lasting("slow", draw(random, 600, 0.1)));
      fixture.runMany("a", 1, random -> LearningFixture.lasting("fast", draw(random, 30, 0.1)));
    }

    double slow = fixture.firstGap("a", "slow");
    double fast = fixture.firstGap("a", "fast");
    assertTrue(slow > 3 * fast, () -> slow + " and " + fast);
  }

  @Test
  void aNewKindStartsFromTheHistoryOfItsGateway() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    double unknown = fixture.firstGap("b", "new");
    fixture.runMany("a", 40, random -> LearningFixture.lasting("old", draw(random, 600, 0.1)));

    assertTrue(fixture.firstGap("a", "new") > 3 * unknown);
    assertEquals(unknown, fixture.firstGap("b", "new"), 0.1 * unknown);
  }

  /** The kind was seen before anything was known, and none of its tasks has ended since. */
  @Test
  void aKindWithoutAnEndFollowsTheHistoryOfItsGateway() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    double before = fixture.firstGap("a", "new");

    fixture.runMany("a", 40, random -> LearningFixture.lasting("old", draw(random, 600, 0.1)));

    assertTrue(fixture.firstGap("a", "new") > 3 * before);
  }

  @Test
  void keepsABoundedNumberOfHistories() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    for (int i = 0; i < 1000; i++) {
      fixture.run("a", LearningFixture.lasting("kind " + i, 10));
    }

    assertEquals(256, fixture.schedule.snapshot().kinds().size());
  }

  @Test
  void measuresDurationsFromTheEndOfTheQueue() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    LearningFixture.Script queued =
        age ->
            age >= 260 ? null : new TimingHints("a", age < 200, null, null, null, List.of(), null);
    for (int i = 0; i < 60; i++) {
      fixture.run("a", queued);
    }

    // The work takes 60 s, so right after the queue no poll is due for a while, whatever the age.
    TaskTimeline inQueue =
        TaskTimeline.unseen(new HistoryKey("a", "a", null))
            .after(new TimingHints("a", true, null, null, null, List.of(), null), 500);
    TaskTimeline begun =
        inQueue.after(new TimingHints("a", false, null, null, null, List.of(), null), 505);
    Duration gap = gap(fixture.schedule, begun, 1);
    assertTrue(gap.compareTo(Duration.ofSeconds(30)) > 0, () -> "asks after " + gap);
  }

  @Test
  void usesLinearProgress() {
    LearningFixture plain = new LearningFixture(Schedule.learning());
    LearningFixture reporting = new LearningFixture(Schedule.learning());
    plain.runMany("a", 60, random -> LearningFixture.lasting(null, draw(random, 120, 0.6)));
    reporting.runMany("a", 60, random -> linear(draw(random, 120, 0.6)));

    LearningFixture.Result without =
        plain.runMany("a", 200, random -> LearningFixture.lasting(null, draw(random, 120, 0.6)));
    LearningFixture.Result with =
        reporting.runMany("a", 200, random -> linear(draw(random, 120, 0.6)));
    double gain = without.requests() * without.delay() / (with.requests() * with.delay());
    assertTrue(gain > 3, () -> with + " with, " + without + " without");
  }

  private static LearningFixture.Script linear(double work) {
    return age -> age >= work ? null : TimingHints.of((int) (100 * age / work), null);
  }

  /** Progress that is constant, or computed from elapsed time only. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 200})
  void uninformativeProgressCostsNothing(double clock) {
    LearningFixture plain = new LearningFixture(Schedule.learning());
    LearningFixture reporting = new LearningFixture(Schedule.learning());
    LearningFixture.Result without =
        plain.runMany("a", 400, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));
    LearningFixture.Result with =
        reporting.runMany(
            "a",
            400,
            random -> {
              double work = draw(random, 120, 0.45);
              return age ->
                  age >= work
                      ? null
                      : TimingHints.of(
                          clock == 0 ? 30 : (int) Math.min(99, 100 * age / clock), null);
            });

    double cost = with.requests() * with.delay() / (without.requests() * without.delay());
    assertTrue(cost < 1.1, () -> with + " with, " + without + " without");
  }

  @Test
  void halvesTheIntervalAtFourTimesTheDelayCost() {
    double once = new LearningFixture(Schedule.learning().delayCost(0.5)).firstGap("a", "");
    double four = new LearningFixture(Schedule.learning().delayCost(2)).firstGap("a", "");

    assertTrue(four < 0.75 * once, () -> four + " and " + once);
  }

  @Test
  void keepsTheWantedMeanDelay() {
    LearningFixture fixture =
        new LearningFixture(Schedule.learning().meanDelay(Duration.ofSeconds(8)));
    fixture.runMany("a", 100, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));

    LearningFixture.Result seen =
        fixture.runMany("a", 400, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));

    assertEquals(8, seen.delay(), 1.2);
  }

  @Test
  void keepsIntervalsAboveASecondByDefault() {
    TaskTimeline timeline =
        first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 120);
    LearningSchedule eager = Schedule.learning().delayCost(1e5);

    assertEquals(Duration.ofSeconds(1), gap(eager, timeline, 1));
    LearningSchedule fast = eager.minInterval(Duration.ofMillis(100));
    assertTrue(gap(fast, timeline, 1).compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void keepsIntervalsBelowAMinuteFromTheSecondPollOn() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    fixture.runMany("", 60, random -> LearningFixture.lasting(null, draw(random, 3000, 0.1)));

    assertTrue(fixture.firstGap("", null) > 60);
    TaskTimeline again = first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 60);
    TaskTimeline unseen = TaskTimeline.unseen(HistoryKey.ANY);
    assertTrue(gap(fixture.schedule, unseen, 1).compareTo(Duration.ofSeconds(60)) > 0);
    assertTrue(gap(fixture.schedule, again, 1).compareTo(Duration.ofSeconds(60)) <= 0);
  }

  @Test
  void anExplicitTradeOffHasNoMaximumInterval() {
    LearningFixture fixture = new LearningFixture(Schedule.learning().delayCost(0.001));
    TaskTimeline again = first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 5000);

    assertTrue(gap(fixture.schedule, again, 1).compareTo(Duration.ofSeconds(60)) > 0);
  }

  @Test
  void jittersIntervals() {
    TaskTimeline timeline = first(TimingHints.of(null, null));
    LearningSchedule schedule = Schedule.learning();

    assertTrue(!gap(schedule, timeline, 1).equals(gap(schedule, timeline, 2)));
  }

  @Test
  void refusesInvalidSettings() {
    LearningSchedule schedule = Schedule.learning();
    assertThrows(IllegalArgumentException.class, () -> schedule.delayCost(0));
    assertThrows(IllegalArgumentException.class, () -> schedule.delayCost(1.001e6));
    assertDoesNotThrow(() -> schedule.delayCost(1e6));
    assertThrows(IllegalArgumentException.class, () -> schedule.minInterval(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> schedule.meanDelay(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> schedule.minInterval(Duration.ofNanos(-1)));
  }

  @Test
  void restoresASnapshot() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    fixture.runMany("a", 60, random -> LearningFixture.lasting("slow", draw(random, 600, 0.1)));
    LearningFixture restarted = new LearningFixture(Schedule.learning());

    restarted.schedule.restore(fixture.schedule.snapshot());

    double slow = fixture.firstGap("a", "slow");
    assertTrue(slow > 200, () -> slow + " is too short to compare");
    assertEquals(slow, restarted.firstGap("a", "slow"), 0.1 * slow);
    double other = fixture.firstGap("a", "other");
    assertEquals(other, restarted.firstGap("a", "other"), 0.1 * other);
  }

  @Test
  void addsARestoredSnapshotToItsHistories() {
    LearningFixture one = new LearningFixture(Schedule.learning());
    one.runMany("a", 10, random -> LearningFixture.lasting("x", 50));
    LearningFixture other = new LearningFixture(Schedule.learning());
    other.runMany("a", 20, random -> LearningFixture.lasting("x", 50));

    other.schedule.restore(one.schedule.snapshot());

    double ended = other.schedule.snapshot().kinds().get(0).ended();
    assertTrue(ended > 27 && ended <= 30, () -> "knows of " + ended);
  }

  @Test
  void keepsABoundedNumberOfPredictors() {
    LearningSchedule schedule = Schedule.learning();
    for (int i = 0; i < 1000; i++) {
      HistoryKey kind = new HistoryKey("gateway" + i, null, Duration.ofSeconds(15));
      TaskTimeline timeline = TaskTimeline.unseen(kind);
      TimingHints hints = TimingHints.of(null, null);
      schedule.learn(
          new PollSample(
              timeline, timeline.after(hints, 1), false, false, hints, Instant.EPOCH, false));
    }

    assertEquals(64, schedule.refreshingGateways());
  }

  private static LearnedDurations.OfKind of(LearnedDurations learned, String kind) {
    return learned.kinds().stream().filter(each -> kind.equals(each.kind())).findFirst().get();
  }

  private static void assertSame(LearnedDurations.OfKind expected, LearnedDurations.OfKind actual) {
    // Its own ends discount what was learned before them by a little less.
    assertEquals(expected.ended(), actual.ended(), 0.01 * expected.ended());
    double ends = expected.bins().stream().mapToDouble(LearnedDurations.Bin::ends).sum();
    double seconds = expected.bins().stream().mapToDouble(LearnedDurations.Bin::seconds).sum();
    assertEquals(
        ends, actual.bins().stream().mapToDouble(LearnedDurations.Bin::ends).sum(), 0.01 * ends);
    assertEquals(
        seconds,
        actual.bins().stream().mapToDouble(LearnedDurations.Bin::seconds).sum(),
        0.01 * seconds);
  }

  @Test
  void whatIsSharedOnceIsNotCountedTwice() {
    LearningFixture fixture = new LearningFixture(Schedule.learning());
    fixture.runMany("a", 30, random -> LearningFixture.lasting("x", draw(random, 100, 0.2)));
    LearnedDurations first = fixture.schedule.unshared();
    assertEquals(first, fixture.schedule.unshared(), "until it is shared");
    fixture.runMany("a", 20, random -> LearningFixture.lasting("x", draw(random, 100, 0.2)));
    LearnedDurations.OfKind before = of(fixture.schedule.snapshot(), "x");

    // Shared although more was learned meanwhile.
    fixture.schedule.replaceWith(first);

    assertSame(before, of(fixture.schedule.snapshot(), "x"));
    LearnedDurations.OfKind second = of(fixture.schedule.unshared(), "x");
    assertEquals(20, second.ended(), 1);
    fixture.schedule.replaceWith(new LearnedDurations(List.of(of(first, "x").followedBy(second))));
    assertSame(before, of(fixture.schedule.snapshot(), "x"));
    assertTrue(fixture.schedule.unshared().kinds().stream().noneMatch(k -> "x".equals(k.kind())));
  }

  @Test
  void whatOthersHaveLearnedCountsAsTheOwn() {
    LearningFixture one = new LearningFixture(Schedule.learning());
    one.runMany("a", 60, random -> LearningFixture.lasting("x", draw(random, 300, 0.1)));
    LearningFixture other = new LearningFixture(Schedule.learning());

    other.schedule.replaceWith(one.schedule.unshared());

    double gap = one.firstGap("a", "x");
    assertEquals(gap, other.firstGap("a", "x"), 0.05 * gap);
    assertEquals(List.of(), other.schedule.unshared().kinds(), "it is not its own");
  }
}
