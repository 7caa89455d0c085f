package io.videotask.poll;

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

  private static Duration gap(LearningSchedule schedule, TaskCourse course, long randomSeed) {
    return schedule.delay(
        LearningRoom.situation(course, course.age(), LearningRoom.BEGIN), new Random(randomSeed));
  }

  private static TaskCourse first(Signs signs) {
    return TaskCourse.unseen(TaskKind.ANY).after(signs, 0);
  }

  @Test
  void learnsWhenTasksEnd() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    double before = room.firstGap("a", null);

    room.watchMany("a", 40, random -> LearningRoom.lasting(null, draw(random, 300, 0.1)));

    double after = room.firstGap("a", null);
    assertTrue(after > 2.5 * before && after < 300, () -> before + " became " + after);
  }

  /** Ends are only known to lie between two queries; a coarse watch must not shift them. */
  @Test
  void learnsFromEndsThatAreOnlyKnownToLieBetweenTwoQueries() {
    LearningSchedule seldom = Schedule.learning().secondOfDelayIsWorth(0.02);
    LearningRoom room = new LearningRoom(seldom);
    room.watchMany("a", 200, random -> LearningRoom.lasting(null, draw(random, 100, 0.3)));

    LearntTimes.OfKind learnt = seldom.learnt().kinds().get(0);
    double ends = learnt.bins().stream().mapToDouble(LearntTimes.Bin::ends).sum();
    double middle = 0;
    double sum = 0;
    for (LearntTimes.Bin bin : learnt.bins()) {
      sum += bin.ends();
      if (sum >= ends / 2) {
        middle = LogGrid.edge(bin.number());
        break;
      }
    }
    assertEquals(100, middle, 15);
  }

  @Test
  void followsADrift() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    room.watchMany("a", 300, random -> LearningRoom.lasting(null, draw(random, 60, 0.2)));
    LearningRoom.Seen surprised =
        room.watchMany("a", 5, random -> LearningRoom.lasting(null, draw(random, 400, 0.2)));

    room.watchMany("a", 300, random -> LearningRoom.lasting(null, draw(random, 400, 0.2)));

    LearningRoom.Seen used =
        room.watchMany("a", 20, random -> LearningRoom.lasting(null, draw(random, 400, 0.2)));
    assertTrue(used.requests() * 2 < surprised.requests(), () -> used + " after " + surprised);
  }

  @Test
  void kindsHaveHistoriesOfTheirOwn() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    for (int i = 0; i < 40; i++) {
      room.watchMany("a", 1, random -> LearningRoom.lasting("slow", draw(random, 600, 0.1)));
      room.watchMany("a", 1, random -> LearningRoom.lasting("fast", draw(random, 30, 0.1)));
    }

    double slow = room.firstGap("a", "slow");
    double fast = room.firstGap("a", "fast");
    assertTrue(slow > 3 * fast, () -> slow + " and " + fast);
  }

  @Test
  void aKindThatIsNewStartsFromItsGatewaysHistory() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    double unknown = room.firstGap("b", "new");
    room.watchMany("a", 40, random -> LearningRoom.lasting("old", draw(random, 600, 0.1)));

    assertTrue(room.firstGap("a", "new") > 3 * unknown);
    assertEquals(unknown, room.firstGap("b", "new"), 0.1 * unknown);
  }

  /** It was met before anything was known, and has not ended since. */
  @Test
  void aKindWithoutAnEndOfItsOwnFollowsWhatItsGatewayLearns() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    double before = room.firstGap("a", "new");

    room.watchMany("a", 40, random -> LearningRoom.lasting("old", draw(random, 600, 0.1)));

    assertTrue(room.firstGap("a", "new") > 3 * before);
  }

  @Test
  void keepsABoundedNumberOfHistories() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    for (int i = 0; i < 1000; i++) {
      room.watch("a", LearningRoom.lasting("kind " + i, 10));
    }

    assertEquals(256, room.schedule.learnt().kinds().size());
  }

  @Test
  void theWorkOfATaskBeginsWhenItsQueueEnds() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    LearningRoom.Course queued =
        age -> age >= 260 ? null : new Signs("a", age < 200, null, null, null, List.of(), null);
    for (int i = 0; i < 60; i++) {
      room.watch("a", queued);
    }

    // Work of 60 s: right after the queue there is nothing to hear of for a while, whatever the
    // age.
    TaskCourse inQueue =
        TaskCourse.unseen(new TaskKind("a", "a", null))
            .after(new Signs("a", true, null, null, null, List.of(), null), 500);
    TaskCourse begun = inQueue.after(new Signs("a", false, null, null, null, List.of(), null), 505);
    Duration gap = gap(room.schedule, begun, 1);
    assertTrue(gap.compareTo(Duration.ofSeconds(30)) > 0, () -> "asks after " + gap);
  }

  @Test
  void honestProgressIsUsed() {
    LearningRoom plain = new LearningRoom(Schedule.learning());
    LearningRoom told = new LearningRoom(Schedule.learning());
    plain.watchMany("a", 60, random -> LearningRoom.lasting(null, draw(random, 120, 0.6)));
    told.watchMany("a", 60, random -> linear(draw(random, 120, 0.6)));

    LearningRoom.Seen without =
        plain.watchMany("a", 200, random -> LearningRoom.lasting(null, draw(random, 120, 0.6)));
    LearningRoom.Seen with = told.watchMany("a", 200, random -> linear(draw(random, 120, 0.6)));
    double gain = without.requests() * without.delay() / (with.requests() * with.delay());
    assertTrue(gain > 3, () -> with + " with, " + without + " without");
  }

  private static LearningRoom.Course linear(double work) {
    return age -> age >= work ? null : Signs.of((int) (100 * age / work), null);
  }

  /** A constant, and a clock that knows nothing of the task. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 200})
  void progressThatTellsNothingCostsNothing(double clock) {
    LearningRoom plain = new LearningRoom(Schedule.learning());
    LearningRoom told = new LearningRoom(Schedule.learning());
    LearningRoom.Seen without =
        plain.watchMany("a", 400, random -> LearningRoom.lasting(null, draw(random, 120, 0.45)));
    LearningRoom.Seen with =
        told.watchMany(
            "a",
            400,
            random -> {
              double work = draw(random, 120, 0.45);
              return age ->
                  age >= work
                      ? null
                      : Signs.of(clock == 0 ? 30 : (int) Math.min(99, 100 * age / clock), null);
            });

    double cost = with.requests() * with.delay() / (without.requests() * without.delay());
    assertTrue(cost < 1.1, () -> with + " with, " + without + " without");
  }

  @Test
  void aSecondThatIsWorthFourTimesAsMuchHalvesTheGaps() {
    double once = new LearningRoom(Schedule.learning().secondOfDelayIsWorth(0.5)).firstGap("a", "");
    double four = new LearningRoom(Schedule.learning().secondOfDelayIsWorth(2)).firstGap("a", "");

    assertTrue(four < 0.75 * once, () -> four + " and " + once);
  }

  @Test
  void theMeanDelayThatIsWantedIsKept() {
    LearningRoom room = new LearningRoom(Schedule.learning().meanDelay(Duration.ofSeconds(8)));
    room.watchMany("a", 100, random -> LearningRoom.lasting(null, draw(random, 120, 0.45)));

    LearningRoom.Seen seen =
        room.watchMany("a", 400, random -> LearningRoom.lasting(null, draw(random, 120, 0.45)));

    assertEquals(8, seen.delay(), 1.2);
  }

  @Test
  void noGapIsBelowASecondUnlessAskedFor() {
    TaskCourse course = first(Signs.of(null, null)).after(Signs.of(null, null), 120);
    LearningSchedule eager = Schedule.learning().secondOfDelayIsWorth(1e5);

    assertEquals(Duration.ofSeconds(1), gap(eager, course, 1));
    LearningSchedule asked = eager.shortestGap(Duration.ofMillis(100));
    assertTrue(gap(asked, course, 1).compareTo(Duration.ofSeconds(1)) < 0);
  }

  @Test
  void noGapButTheFirstIsAboveAMinute() {
    LearningRoom room = new LearningRoom(Schedule.learning());
    room.watchMany("", 60, random -> LearningRoom.lasting(null, draw(random, 3000, 0.1)));

    assertTrue(room.firstGap("", null) > 60);
    TaskCourse again = first(Signs.of(null, null)).after(Signs.of(null, null), 60);
    TaskCourse unseen = TaskCourse.unseen(TaskKind.ANY);
    assertTrue(gap(room.schedule, unseen, 1).compareTo(Duration.ofSeconds(60)) > 0);
    assertTrue(gap(room.schedule, again, 1).compareTo(Duration.ofSeconds(60)) <= 0);
  }

  @Test
  void aBudgetOfOnesOwnHasNoCeiling() {
    LearningRoom room = new LearningRoom(Schedule.learning().secondOfDelayIsWorth(0.001));
    TaskCourse again = first(Signs.of(null, null)).after(Signs.of(null, null), 5000);

    assertTrue(gap(room.schedule, again, 1).compareTo(Duration.ofSeconds(60)) > 0);
  }

  @Test
  void gapsAreJittered() {
    TaskCourse course = first(Signs.of(null, null));
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
    LearningRoom room = new LearningRoom(Schedule.learning());
    room.watchMany("a", 60, random -> LearningRoom.lasting("slow", draw(random, 600, 0.1)));
    LearningRoom restarted = new LearningRoom(Schedule.learning());

    restarted.schedule.recall(room.schedule.learnt());

    double slow = room.firstGap("a", "slow");
    assertTrue(slow > 200, () -> slow + " is too short to compare");
    assertEquals(slow, restarted.firstGap("a", "slow"), 0.1 * slow);
    double other = room.firstGap("a", "other");
    assertEquals(other, restarted.firstGap("a", "other"), 0.1 * other);
  }

  @Test
  void whatIsRecalledIsAddedToWhatIsKnown() {
    LearningRoom one = new LearningRoom(Schedule.learning());
    one.watchMany("a", 10, random -> LearningRoom.lasting("x", 50));
    LearningRoom other = new LearningRoom(Schedule.learning());
    other.watchMany("a", 20, random -> LearningRoom.lasting("x", 50));

    other.schedule.recall(one.schedule.learnt());

    double ended = other.schedule.learnt().kinds().get(0).ended();
    assertTrue(ended > 27 && ended <= 30, () -> "knows of " + ended);
  }

  @Test
  void clocksOfGatewaysAreKeptUpToANumber() {
    LearningSchedule schedule = Schedule.learning();
    for (int i = 0; i < 1000; i++) {
      TaskKind kind = new TaskKind("gateway" + i, null, Duration.ofSeconds(15));
      TaskCourse course = TaskCourse.unseen(kind);
      Signs signs = Signs.of(null, null);
      schedule.learn(
          new Lesson(course, course.after(signs, 1), false, false, signs, Instant.EPOCH));
    }

    assertEquals(64, schedule.clocks());
  }
}
