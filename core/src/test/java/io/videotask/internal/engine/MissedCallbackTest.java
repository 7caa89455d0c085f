package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.NextPoll;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An end that no callback announces makes the waits at its gateway poll as usual again. */
class MissedCallbackTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Polls every ten seconds; more rarely where callbacks announce most ends. */
  private static final Schedule STRETCHING =
      (context, random) -> Duration.ofNanos((long) (10e9 / Math.sqrt(context.missRate())));

  private final PollerFixture fixture = new PollerFixture();

  private WaitHandle<String> await(String name, String gateway, FakeQuery query) {
    return await(name, gateway, query, STRETCHING);
  }

  private WaitHandle<String> await(
      String name, String gateway, FakeQuery query, Schedule schedule) {
    WaitHandle<String> wait =
        fixture.poller.await(
            new NamedQuery(name, gateway, query),
            new WaitPlan<>(
                HOUR,
                schedule,
                null,
                null,
                new FakeWaitFailures(),
                new HistoryKey(gateway, "m", null),
                true),
            FirstPoll.BY_SCHEDULE,
            null);
    fixture.time.settle();
    return wait;
  }

  /** Lets callbacks announce so many ends at a gateway that they are relied on. */
  private void rely(String gateway) {
    for (int i = 0; i < 30; i++) {
      String name = gateway + "-announced-" + i;
      WaitHandle<String> wait = await(name, gateway, new FakeQuery(fixture.time).then(done()));
      fixture.time.advance(Duration.ofSeconds(1));
      assertTrue(fixture.poller.callback(name, true));
      fixture.time.settle();
      assertEquals("done", value(wait.result()));
    }
  }

  /** Lets a task end at a gateway without a callback. */
  private void endUnannounced(String gateway) {
    WaitHandle<String> wait =
        await(gateway + "-missed", gateway, new FakeQuery(fixture.time).then(done()));
    wait.pollNow();
    fixture.time.settle();
    assertEquals("done", value(wait.result()));
  }

  private PolledTask.Snapshot snapshot(String name) {
    PolledTask.Snapshot snapshot = fixture.poller.snapshot(name);
    assertNotNull(snapshot);
    return snapshot;
  }

  @Test
  void waitsThatReliedOnCallbacksPollWithinTheUsualInterval() {
    rely("a");
    FakeQuery query = new FakeQuery(fixture.time).then(running());
    await("a-1", "a", query);
    assertTrue(snapshot("a-1").nextPollIn().compareTo(TEN.multipliedBy(5)) > 0);

    endUnannounced("a");
    fixture.time.advance(GRACE);

    PolledTask.Snapshot after = snapshot("a-1");
    assertTrue(after.nextPollIn().compareTo(TEN) <= 0, after::toString);
    assertFalse(after.state().reliesOnCallbacks());
    assertEquals(NextPoll.Reason.SCHEDULE, after.reason());
    fixture.time.advance(TEN);
    assertEquals(1, query.times());
  }

  @Test
  void waitsAtOtherGatewaysAndWaitsThatPollSoonAreLeftAlone() {
    rely("a");
    rely("b");
    await("b-1", "b", new FakeQuery(fixture.time).then(running()));
    await("a-soon", "a", new FakeQuery(fixture.time).then(running()), Schedule.fixed(TEN));
    Duration other = snapshot("b-1").nextPollIn();

    endUnannounced("a");
    fixture.time.advance(GRACE);

    assertEquals(other.minus(GRACE), snapshot("b-1").nextPollIn());
    assertTrue(snapshot("b-1").state().reliesOnCallbacks());
    assertTrue(snapshot("a-soon").nextPollIn().compareTo(TEN.minus(GRACE)) <= 0);
  }

  @Test
  void aCallbackJustAfterTheEndKeepsTheInterval() {
    rely("a");
    await("a-1", "a", new FakeQuery(fixture.time).then(running()));
    Duration before = snapshot("a-1").nextPollIn();

    endUnannounced("a");
    fixture.poller.callback("a-missed", true);
    fixture.time.advance(GRACE);

    assertEquals(before.minus(GRACE), snapshot("a-1").nextPollIn());
    assertTrue(snapshot("a-1").state().reliesOnCallbacks());
  }

  @Test
  void aWaitThatWasToPollForACallbackKeepsThat() {
    rely("a");
    FakeQuery query = new FakeQuery(fixture.time).then(running());
    await("a-1", "a", query);
    fixture.poller.callback("a-1", true);
    fixture.time.settle();
    fixture.poller.callback("a-1", true);
    fixture.time.settle();
    assertEquals(NextPoll.Reason.CALLBACK, snapshot("a-1").reason());
    Duration before = snapshot("a-1").nextPollIn();

    endUnannounced("a");

    assertEquals(before, snapshot("a-1").nextPollIn());
  }

  @Test
  void theSnapshotTellsHowLongTheWaitMayTake() {
    await("a-1", "a", new FakeQuery(fixture.time).then(running()));
    fixture.time.advance(Duration.ofSeconds(4));

    PolledTask.Snapshot snapshot = snapshot("a-1");

    assertEquals(Duration.ofSeconds(6), snapshot.nextPollIn());
    assertEquals(HOUR.minusSeconds(4), snapshot.deadlineIn());
    assertEquals(NextPoll.Reason.SCHEDULE, snapshot.reason());
    assertEquals(fixture.time.nanoTime(), snapshot.now());
  }

  @Test
  void theSnapshotOfAQueryInFlightPollsAgainAtOnce() {
    await("a-1", "a", new FakeQuery(fixture.time).thenHangs());
    fixture.time.advance(TEN);

    PolledTask.Snapshot snapshot = snapshot("a-1");

    assertEquals(Duration.ZERO, snapshot.nextPollIn());
    assertEquals(NextPoll.Reason.REQUESTED, snapshot.reason());
  }
}
