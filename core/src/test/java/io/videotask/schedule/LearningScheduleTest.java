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

  private static Duration gap(LearningSchedule schedule, TaskTimeline course, long randomSeed) {
    return schedule.delay(
        LearningFixture.situation(course, course.age(), LearningFixture.BEGIN),
        new Random(randomSeed));
  }

  private static TaskTimeline first(TimingHints signs) {
    return TaskTimeline.unseen(HistoryKey.ANY).after(signs, 0);
  }

  @Test
  void learnsWhenTasksEnd() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    double before = room.firstGap("a", null);

    room.watchMany("a", 40, random -> LearningFixture.lasting(null, draw(random, 300, 0.1)));

    double after = room.firstGap("a", null);
    assertTrue(after > 2.5 * before && after < 300, () -> before + " became " + after);
  }

  /** Ends are only known to lie between two queries; a coarse watch must not shift them. */
  @Test
  void learnsFromEndsThatAreOnlyKnownToLieBetweenTwoQueries() {
    LearningSchedule seldom = Schedule.learning().secondOfDelayIsWorth(0.02);
    LearningFixture room = new LearningFixture(seldom);
    room.watchMany("a", 200, random -> LearningFixture.lasting(null, draw(random, 100, 0.3)));

    LearnedDurations.OfKind learnt = seldom.learnt().kinds().get(0);
    double ends = learnt.bins().stream().mapToDouble(LearnedDurations.Bin::ends).sum();
    double middle = 0;
    double sum = 0;
    for (LearnedDurations.Bin bin : learnt.bins()) {
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
    LearningFixture room = new LearningFixture(Schedule.learning());
    room.watchMany("a", 300, random -> LearningFixture.lasting(null, draw(random, 60, 0.2)));
    LearningFixture.Seen surprised =
        room.watchMany("a", 5, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));

    room.watchMany("a", 300, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));

    LearningFixture.Seen used =
        room.watchMany("a", 20, random -> LearningFixture.lasting(null, draw(random, 400, 0.2)));
    assertTrue(used.requests() * 2 < surprised.requests(), () -> used + " after " + surprised);
  }

  @Test
  void kindsHaveHistoriesOfTheirOwn() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    for (int i = 0; i < 40; i++) {
      room.watchMany("a", 1, random -> LearningFixture.lasting("slow", draw(random, 600, 0.1)));
      room.watchMany("a", 1, random -> LearningFixture.lasting("fast", draw(random, 30, 0.1)));
    }

    double slow = room.firstGap("a", "slow");
    double fast = room.firstGap("a", "fast");
    assertTrue(slow > 3 * fast, () -> slow + " and " + fast);
  }

  @Test
  void aKindThatIsNewStartsFromItsGatewaysHistory() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    double unknown = room.firstGap("b", "new");
    room.watchMany("a", 40, random -> LearningFixture.lasting("old", draw(random, 600, 0.1)));

    assertTrue(room.firstGap("a", "new") > 3 * unknown);
    assertEquals(unknown, room.firstGap("b", "new"), 0.1 * unknown);
  }

  /** It was met before anything was known, and has not ended since. */
  @Test
  void aKindWithoutAnEndOfItsOwnFollowsWhatItsGatewayLearns() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    double before = room.firstGap("a", "new");

    room.watchMany("a", 40, random -> LearningFixture.lasting("old", draw(random, 600, 0.1)));

    assertTrue(room.firstGap("a", "new") > 3 * before);
  }

  @Test
  void keepsABoundedNumberOfHistories() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    for (int i = 0; i < 1000; i++) {
      room.watch("a", LearningFixture.lasting("kind " + i, 10));
    }

    assertEquals(256, room.schedule.learnt().kinds().size());
  }

  @Test
  void theWorkOfATaskBeginsWhenItsQueueEnds() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    LearningFixture.Course queued =
        age ->
            age >= 260 ? null : new TimingHints("a", age < 200, null, null, null, List.of(), null);
    for (int i = 0; i < 60; i++) {
      room.watch("a", queued);
    }

    // Work of 60 s: right after the queue there is nothing to hear of for a while, whatever the
    // age.
    TaskTimeline inQueue =
        TaskTimeline.unseen(new HistoryKey("a", "a", null))
            .after(new TimingHints("a", true, null, null, null, List.of(), null), 500);
    TaskTimeline begun =
        inQueue.after(new TimingHints("a", false, null, null, null, List.of(), null), 505);
    Duration gap = gap(room.schedule, begun, 1);
    assertTrue(gap.compareTo(Duration.ofSeconds(30)) > 0, () -> "asks after " + gap);
  }

  @Test
  void honestProgressIsUsed() {
    LearningFixture plain = new LearningFixture(Schedule.learning());
    LearningFixture told = new LearningFixture(Schedule.learning());
    plain.watchMany("a", 60, random -> LearningFixture.lasting(null, draw(random, 120, 0.6)));
    told.watchMany("a", 60, random -> linear(draw(random, 120, 0.6)));

    LearningFixture.Seen without =
        plain.watchMany("a", 200, random -> LearningFixture.lasting(null, draw(random, 120, 0.6)));
    LearningFixture.Seen with = told.watchMany("a", 200, random -> linear(draw(random, 120, 0.6)));
    double gain = without.requests() * without.delay() / (with.requests() * with.delay());
    assertTrue(gain > 3, () -> with + " with, " + without + " without");
  }

  private static LearningFixture.Course linear(double work) {
    return age -> age >= work ? null : TimingHints.of((int) (100 * age / work), null);
  }

  /** A constant, and a clock that knows nothing of the task. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 200})
  void progressThatTellsNothingCostsNothing(double clock) {
    LearningFixture plain = new LearningFixture(Schedule.learning());
    LearningFixture told = new LearningFixture(Schedule.learning());
    LearningFixture.Seen without =
        plain.watchMany("a", 400, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));
    LearningFixture.Seen with =
        told.watchMany(
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
  void aSecondThatIsWorthFourTimesAsMuchHalvesTheGaps() {
    double once =
        new LearningFixture(Schedule.learning().secondOfDelayIsWorth(0.5)).firstGap("a", "");
    double four =
        new LearningFixture(Schedule.learning().secondOfDelayIsWorth(2)).firstGap("a", "");

    assertTrue(four < 0.75 * once, () -> four + " and " + once);
  }

  @Test
  void theMeanDelayThatIsWantedIsKept() {
    LearningFixture room =
        new LearningFixture(Schedule.learning().meanDelay(Duration.ofSeconds(8)));
    room.watchMany("a", 100, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));

    LearningFixture.Seen seen =
        room.watchMany("a", 400, random -> LearningFixture.lasting(null, draw(random, 120, 0.45)));

    assertEquals(8, seen.delay(), 1.2);
  }

  @Test
  void noGapIsBelowASecondUnlessAskedFor() {
    TaskTimeline course = first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 120);
    LearningSchedule eager = Schedule.learning().secondOfDelayIsWorth(1e5);

    assertEquals(Duration.ofSeconds(1), gap(eager, course, 1));
    LearningSchedule asked = eager.shortestGap(Duration.ofMillis(100));
    assertTrue(gap(asked, course, 1).compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void noGapButTheFirstIsAboveAMinute() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    room.watchMany("", 60, random -> LearningFixture.lasting(null, draw(random, 3000, 0.1)));

    assertTrue(room.firstGap("", null) > 60);
    TaskTimeline again = first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 60);
    TaskTimeline unseen = TaskTimeline.unseen(HistoryKey.ANY);
    assertTrue(gap(room.schedule, unseen, 1).compareTo(Duration.ofSeconds(60)) > 0);
    assertTrue(gap(room.schedule, again, 1).compareTo(Duration.ofSeconds(60)) <= 0);
  }

  @Test
  void aBudgetOfOnesOwnHasNoCeiling() {
    LearningFixture room = new LearningFixture(Schedule.learning().secondOfDelayIsWorth(0.001));
    TaskTimeline again = first(TimingHints.of(null, null)).after(TimingHints.of(null, null), 5000);

    assertTrue(gap(room.schedule, again, 1).compareTo(Duration.ofSeconds(60)) > 0);
  }

  @Test
  void gapsAreJittered() {
    TaskTimeline course = first(TimingHints.of(null, null));
    LearningSchedule schedule = Schedule.learning();

    assertTrue(!gap(schedule, course, 1).equals(gap(schedule, course, 2)));
  }

  @Test
  void aKnobThatMakesNoSenseIsRefused() {
    LearningSchedule schedule = Schedule.learning();
    assertThrows(IllegalArgumentException.class, () -> schedule.secondOfDelayIsWorth(0));
    assertThrows(IllegalArgumentException.class, () -> schedule.secondOfDelayIsWorth(1.001e6));
    assertDoesNotThrow(() -> schedule.secondOfDelayIsWorth(1e6));
    assertThrows(IllegalArgumentException.class, () -> schedule.shortestGap(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> schedule.meanDelay(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> schedule.shortestGap(Duration.ofNanos(-1)));
  }

  @Test
  void whatWasLearntCanBeRecalled() {
    LearningFixture room = new LearningFixture(Schedule.learning());
    room.watchMany("a", 60, random -> LearningFixture.lasting("slow", draw(random, 600, 0.1)));
    LearningFixture restarted = new LearningFixture(Schedule.learning());

    restarted.schedule.recall(room.schedule.learnt());

    double slow = room.firstGap("a", "slow");
    assertTrue(slow > 200, () -> slow + " is too short to compare");
    assertEquals(slow, restarted.firstGap("a", "slow"), 0.1 * slow);
    double other = room.firstGap("a", "other");
    assertEquals(other, restarted.firstGap("a", "other"), 0.1 * other);
  }

  @Test
  void whatIsRecalledIsAddedToWhatIsKnown() {
    LearningFixture one = new LearningFixture(Schedule.learning());
    one.watchMany("a", 10, random -> LearningFixture.lasting("x", 50));
    LearningFixture other = new LearningFixture(Schedule.learning());
    other.watchMany("a", 20, random -> LearningFixture.lasting("x", 50));

    other.schedule.recall(one.schedule.learnt());

    double ended = other.schedule.learnt().kinds().get(0).ended();
    assertTrue(ended > 27 && ended <= 30, () -> "knows of " + ended);
  }

  @Test
  void clocksOfGatewaysAreKeptUpToANumber() {
    LearningSchedule schedule = Schedule.learning();
    for (int i = 0; i < 1000; i++) {
      HistoryKey kind = new HistoryKey("gateway" + i, null, Duration.ofSeconds(15));
      TaskTimeline course = TaskTimeline.unseen(kind);
      TimingHints signs = TimingHints.of(null, null);
      schedule.learn(
          new PollSample(course, course.after(signs, 1), false, false, signs, Instant.EPOCH));
    }

    assertEquals(64, schedule.clocks());
  }
}
