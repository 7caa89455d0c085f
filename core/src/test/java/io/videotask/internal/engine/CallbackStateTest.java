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
import io.videotask.schedule.PollSample;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What is known of callbacks is part of a wait's state, and decides about its next poll. */
class CallbackStateTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long SECOND = 1_000_000_000L;
  private static final double HEALTHY = 0.01;

  private static final PollState BEGUN = PollState.begin(HistoryKey.ANY, true, 0);

  /** Polls every ten seconds; ten times as rarely where all but one percent are announced. */
  private static final Schedule STRETCHING =
      (context, random) -> Duration.ofNanos((long) (10e9 / Math.sqrt(context.missRate())));

  private final PollerFixture fixture = new PollerFixture();

  private static PollDelay decided(PollState state, long now, double missRate) {
    return PollDelay.bySchedule(
        state,
        new PollDelay.Circumstances(
            STRETCHING, new Random(1), HOUR.toNanos(), now, Instant.EPOCH, missRate));
  }

  private static PollState expecting() {
    return BEGUN.expectingCallback(true);
  }

  @Test
  void onlyAWaitThatExpectsACallbackReliesOnIt() {
    assertEquals(Duration.ofSeconds(10), decided(BEGUN, 0, HEALTHY).delay());
    assertEquals(Duration.ofSeconds(10), decided(expecting(), 0, 1).delay());
    PollDelay relying = decided(expecting(), 0, HEALTHY);

    assertEquals(Duration.ofSeconds(100), relying.delay());
    assertTrue(relying.pausing(expecting(), 0).reliesOnCallbacks());
    PollState later = relying.pausing(expecting(), 0);
    assertFalse(decided(later, 0, 1).pausing(later, 0).reliesOnCallbacks());
  }

  @Test
  void anAnnouncedEndIsPolledForAsUsualForTwoMinutes() {
    PollState announced = expecting().announced(5 * SECOND);

    assertEquals(Duration.ofSeconds(10), decided(announced, 125 * SECOND, HEALTHY).delay());
    assertEquals(Duration.ofSeconds(100), decided(announced, 126 * SECOND, HEALTHY).delay());
  }

  @Test
  void anAnswerLearnsThatItsEndWasAnnounced() {
    PollState announced = expecting().announced(5 * SECOND);

    assertTrue(sample(announced, done(), 6).announced());
    assertFalse(sample(announced, running(), 6).announced(), "the task goes on");
    assertFalse(sample(announced, done(), 126).announced(), "long ago");
    assertFalse(sample(expecting(), done(), 6).announced());
  }

  private static PollSample sample(PollState state, PollResult<String> result, long second) {
    PollResult.Answered<String> answer = (PollResult.Answered<String>) result;
    PollSample sample =
        PollTransition.answered(state, answer, second * SECOND, second * SECOND, Instant.EPOCH)
            .sample();
    assertNotNull(sample);
    return sample;
  }

  @Test
  void everyChangeKeepsIt() {
    PollState state = expecting().announced(0).withCallbackPoll(SECOND).relyingOnCallbacks(true);
    CallbackState callbacks = state.callbacks();
    assertNotNull(callbacks);

    for (PollState changed :
        List.of(
            state.withQuery(),
            state.withFailure(ConsecutiveFailures.none(0)).resetFailures(1).withFailuresLogged(),
            state.withUnconfirmedEnd(new UnconfirmedEnd(9, false)).confirmAt(3),
            state.withAnswer(state.timeline(), 7, null, null),
            state.ofKind(new HistoryKey("x", "y", null)),
            state.shifted(-3 * SECOND).shifted(3 * SECOND))) {
      assertEquals(callbacks, changed.callbacks());
    }
    assertFalse(state.shifted(-200 * SECOND).isAnnounced(0));
  }

  @Test
  void aWaitInMemoryHandsItOn() {
    fixture.query.then(running());
    fixture.await(PollerFixture.plan(HOUR, Schedule.fixed(Duration.ofMinutes(1))));
    fixture.time.advance(Duration.ofSeconds(1));
    assertTrue(fixture.poller.callback(fixture.query.task(), true));
    fixture.time.settle();

    PolledTask.Snapshot snapshot = fixture.poller.snapshot(fixture.query.task());

    assertNotNull(snapshot);
    CallbackState callbacks = snapshot.state().callbacks();
    assertNotNull(callbacks);
    assertTrue(callbacks.expected());
    assertTrue(callbacks.isAnnounced(snapshot.now()));
    assertEquals(1, callbacks.polls());
  }

  @Test
  void aClientThatDoesNotRelyOnCallbacksDoesNotKeepTheLongInterval() {
    fixture.query.then(done());
    PollState relying = decided(expecting(), 0, HEALTHY).pausing(expecting(), 0);
    WaitHandle<String> wait = resume(relying, STRETCHING);

    fixture.time.advance(Duration.ofSeconds(10));

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aUsualIntervalIsKept() {
    fixture.query.then(done());
    resume(expecting(), STRETCHING);

    fixture.time.advance(Duration.ofSeconds(99));

    assertEquals(0, fixture.query.times());
  }

  @Test
  void aScheduleThatThrowsLeavesTheStoredTime() {
    fixture.query.then(done());
    PollState relying = expecting().relyingOnCallbacks(true);
    WaitHandle<String> wait =
        resume(
            relying,
            (context, random) -> {
              throw new IllegalStateException("a fault of the schedule");
            });

    fixture.time.advance(Duration.ofSeconds(100));

    assertEquals("done", value(wait.result()));
  }

  /** Goes on with a wait whose next poll is in 100 s, in a client that expects no callback. */
  private WaitHandle<String> resume(PollState state, Schedule schedule) {
    WaitHandle<String> wait =
        fixture.poller.await(
            fixture.query,
            PollerFixture.plan(HOUR, schedule, null),
            FirstPoll.resumed(
                state.shifted(fixture.time.nanoTime()),
                Duration.ofSeconds(100),
                NextPoll.Reason.SCHEDULE),
            null);
    fixture.time.settle();
    return wait;
  }

  @Test
  void aNewWaitReliesOnCallbacksFromItsFirstPollOn() {
    List<Double> missRates = new ArrayList<>();
    Schedule noting =
        new Schedule() {
          @Override
          public Duration delay(ScheduleContext context, RandomGenerator random) {
            missRates.add(context.missRate());
            return STRETCHING.delay(context, random);
          }
        };
    for (int i = 0; i < 30; i++) {
      announcedTask("task-" + i, noting);
    }

    assertEquals(1.0, missRates.get(0));
    assertTrue(missRates.get(missRates.size() - 1) < 0.05, missRates::toString);
  }

  private void announcedTask(String name, Schedule schedule) {
    NamedQuery query = new NamedQuery(name, "server", new FakeQuery(fixture.time).then(done()));
    WaitHandle<String> wait =
        fixture.poller.await(
            query,
            new WaitPlan<>(
                HOUR, schedule, null, null, new FakeWaitFailures(), HistoryKey.ANY, true),
            FirstPoll.BY_SCHEDULE,
            null);
    fixture.time.advance(Duration.ofSeconds(1));
    assertTrue(fixture.poller.callback(query.task(), true));
    fixture.time.settle();
    assertEquals("done", value(wait.result()));
  }
}
