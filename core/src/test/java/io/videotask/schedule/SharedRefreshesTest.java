package io.videotask.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The times of a gateway's refreshes, observed by one schedule and given to another. */
class SharedRefreshesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final HistoryKey KIND = new HistoryKey("g", null, Duration.ofSeconds(15));

  /** How far the gateway's clock is ahead. */
  private static final double CLOCK = 5000;

  private final LearningSchedule node = Schedule.learning();
  private final LearningSchedule other = Schedule.learning();

  private static Instant at(double seconds) {
    return BEGIN.plusNanos((long) (seconds * 1e9));
  }

  private static Instant gatewaySecond(double seconds) {
    return at(Math.floor(seconds + CLOCK));
  }

  /** Learns from the first answer of a task, which reports these refreshes. */
  private static TaskTimeline poll(LearningSchedule schedule, double now, double... refreshes) {
    List<Instant> updates =
        Arrays.stream(refreshes).mapToObj(SharedRefreshesTest::gatewaySecond).toList();
    TimingHints hints = new TimingHints(null, false, null, null, null, updates, gatewaySecond(now));
    TaskTimeline before = TaskTimeline.unseen(KIND);
    TaskTimeline after = before.after(hints, 30);
    schedule.learn(new PollSample(before, after, false, false, hints, at(now), false));
    return after;
  }

  /** Observes one refresh in each period. */
  private static void observe(LearningSchedule schedule, double first, double until) {
    for (double refresh = first; refresh < until; refresh += 15) {
      poll(schedule, refresh + 1 + refresh % 7, refresh);
    }
  }

  /** Polls a task for the first time; returns when the second polls of many such tasks are sent. */
  private static List<Double> secondPolls(LearningSchedule schedule, double now) {
    TaskTimeline timeline = poll(schedule, now);
    ScheduleContext context = LearningFixture.context(timeline, 30, at(now));
    Random random = new Random(7);
    return Stream.generate(() -> schedule.delay(context, random))
        .limit(40)
        .map(delay -> now + Seconds.duration(delay))
        .toList();
  }

  /** Returns whether each poll is sent within three seconds after a refresh. */
  private static boolean isAligned(List<Double> polls, double refresh) {
    return polls.stream().allMatch(poll -> (poll - refresh) % 15 < 3);
  }

  @Test
  void newNodeKnowsTheRefreshTimesAtOnce() {
    observe(other, 4.6, 200);
    LearningSchedule cold = Schedule.learning();

    node.replaceWith(other.unshared());

    assertTrue(isAligned(secondPolls(node, 210), 4.6));
    assertFalse(isAligned(secondPolls(cold, 210), 4.6));
  }

  @Test
  void refreshTimesAreKeptOverARestart() {
    observe(other, 4.6, 200);

    node.restore(other.snapshot());

    assertTrue(isAligned(secondPolls(node, 210), 4.6));
    assertEquals(other.snapshot().refreshes(), node.snapshot().refreshes());
  }

  @Test
  void timesArriveBeforeTheFirstTask() {
    observe(other, 4.6, 200);
    node.replaceWith(other.snapshot());

    assertEquals(other.snapshot(), node.snapshot());
    assertEquals(List.of(), node.unshared().refreshes(), "they are not its own");
  }

  /** A few cycles of each node are too few; together they are enough. */
  @Test
  void timesOfTwoNodesAddUp() {
    for (double refresh = 4.6; refresh < 100; refresh += 30) {
      poll(node, refresh + 2, refresh);
      poll(other, refresh + 17, refresh + 15);
    }
    assertFalse(isAligned(secondPolls(node, 130), 4.6));

    node.replaceWith(other.unshared());

    assertTrue(isAligned(secondPolls(node, 130), 4.6));
  }

  @Test
  void olderTimesDoNotMoveThePhase() {
    observe(other, 4.6, 200);
    observe(node, 304.6 + 7, 500);

    node.replaceWith(other.unshared());
    assertTrue(isAligned(secondPolls(node, 503), 4.6 + 7));

    // Answers about old tasks report old times.
    poll(node, 504, 214.6, 229.6, 244.6);
    assertTrue(isAligned(secondPolls(node, 505), 4.6 + 7));
  }

  @Test
  void changedPhaseIsTaken() {
    observe(node, 4.6, 200);
    observe(other, 304.6 + 7, 420);

    node.replaceWith(other.unshared());

    assertTrue(isAligned(secondPolls(node, 423), 4.6 + 7));
  }

  @Test
  void onlyNewCyclesAreShared() {
    observe(other, 4.6, 200);
    node.replaceWith(other.snapshot());

    poll(node, 201, 186.6);
    assertEquals(List.of(), node.unshared().refreshes(), "a later time of a known cycle");
    poll(node, 215, 214.6);
    LearnedDurations unshared = node.unshared();
    assertEquals(16, unshared.refreshes().get(0).times().size(), "with all that are known");
    node.replaceWith(other.snapshot());
    assertEquals(unshared, node.unshared(), "until it is shared");

    node.replaceWith(unshared);
    assertEquals(List.of(), node.unshared().refreshes());
  }

  @Test
  void whatWasRestoredIsShared() {
    observe(other, 4.6, 200);
    node.restore(other.snapshot());

    assertEquals(other.snapshot().refreshes(), node.unshared().refreshes());
  }

  @Test
  void updatesInTheGatewaysFutureAreIgnored() {
    observe(node, 4.6, 200);
    LearnedDurations known = node.snapshot();

    poll(node, 201, 270.6, 9999);

    assertEquals(known, node.snapshot());
  }

  /** The gateway's clock was an hour ahead. */
  @Test
  void timesAreForgottenThatTheGatewaysClockHasNotReached() {
    observe(other, 3604.6, 3800);
    LearnedDurations ahead = other.snapshot();
    node.replaceWith(ahead);
    observe(node, 4.6 + 7, 200);
    node.replaceWith(ahead);

    assertTrue(isAligned(secondPolls(node, 205), 4.6 + 7));
    assertEquals(13, node.snapshot().refreshes().get(0).times().size());
    assertEquals(node.snapshot().refreshes(), node.unshared().refreshes());
  }
}
