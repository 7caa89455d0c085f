package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a callback makes a wait do. */
class CallbackPollTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final PollerFixture fixture = new PollerFixture();
  private final List<NextPoll> planned = new ArrayList<>();

  private WaitHandle<String> await(Schedule schedule) {
    PollListener<String> listener =
        new PollListener<>() {
          @Override
          public void onNextPoll(NextPoll nextPoll) {
            planned.add(nextPoll);
          }
        };
    return fixture.await(PollerFixture.plan(HOUR, schedule, listener));
  }

  private void callback() {
    assertTrue(fixture.poller.callback(fixture.query.task(), true));
    fixture.time.settle();
  }

  @Test
  void itPollsAtOnceAndTheQueryDecides() {
    fixture.query.then(2, running()).then(done());
    WaitHandle<String> wait = await(Schedule.fixed(MINUTE));
    fixture.time.advance(Duration.ofSeconds(5));
    callback();
    assertFalse(wait.result().isDone(), "the query says that the task goes on");
    fixture.time.advance(Duration.ofSeconds(30));
    callback();
    assertEquals("done", value(wait.result()));
    assertEquals(List.of(Duration.ofSeconds(5), Duration.ofSeconds(30)), fixture.query.intervals());
    assertTrue(
        planned.stream().anyMatch(next -> next.reason() == NextPoll.Reason.CALLBACK), "is told");
    assertFalse(fixture.poller.callback(fixture.query.task(), true), "there is no wait any more");
  }

  @Test
  void progressCausesNoPoll() {
    fixture.query.then(running());
    await(Schedule.fixed(MINUTE));
    for (int i = 0; i < 10; i++) {
      assertTrue(fixture.poller.callback(fixture.query.task(), false));
      fixture.time.advance(Duration.ofSeconds(1));
    }
    assertEquals(1, fixture.query.times());
  }

  @Test
  void whileAQueryIsInFlightItPollsAgainAfterTheAnswer() {
    fixture.query.thenHangs().then(done());
    WaitHandle<String> wait = await(Schedule.fixed(MINUTE));
    callback();
    callback();
    assertEquals(1, fixture.query.times());
    fixture.query.last().complete(running());
    fixture.time.advance(Duration.ofMillis(10));
    assertEquals("done", value(wait.result()));
    assertEquals(2, fixture.query.times());
  }

  @Test
  void callbacksThatTheQueryContradictsCostLessAndLess() {
    fixture.query.then(running());
    await(Schedule.fixed(HOUR.minusMinutes(1)));
    for (int i = 0; i < 6_000; i++) {
      callback();
      fixture.time.advance(Duration.ofMillis(100));
    }
    int polls = fixture.query.times();
    assertTrue(polls < 18, () -> "in ten minutes " + polls);
    List<Duration> intervals = fixture.query.intervals();
    assertTrue(
        intervals.get(intervals.size() - 1).compareTo(Duration.ofSeconds(60)) >= 0,
        intervals::toString);
  }

  @Test
  void aCallbackDuringThePauseIsPolledForAtItsEnd() {
    fixture.query.then(3, running()).then(done());
    WaitHandle<String> wait = await(Schedule.fixed(HOUR.minusMinutes(1)));
    fixture.time.advance(Duration.ofSeconds(10));
    callback();
    callback();
    assertEquals(2, fixture.query.times());
    fixture.time.advance(Duration.ofSeconds(1));
    assertEquals(3, fixture.query.times());
    callback();
    fixture.time.advance(Duration.ofSeconds(2));
    assertEquals("done", value(wait.result()));
  }

  @Test
  void aServerThatAskedForAPauseGetsIt() {
    fixture.query.then(running(Duration.ofSeconds(40))).then(done());
    WaitHandle<String> wait = await(Schedule.fixed(MINUTE));
    fixture.time.advance(Duration.ofSeconds(1));
    callback();
    assertEquals(1, fixture.query.times());
    fixture.time.advance(MINUTE);
    assertEquals("done", value(wait.result()));
  }

  @Test
  void theScheduleMayPutThePollOff() {
    Schedule refreshing =
        new Schedule() {
          @Override
          public Duration delay(ScheduleContext context, RandomGenerator random) {
            return MINUTE;
          }

          @Override
          public Duration delayAfterCallback(ScheduleContext context, RandomGenerator random) {
            return Duration.ofSeconds(7);
          }
        };
    fixture.query.then(running()).then(done());
    WaitHandle<String> wait = await(refreshing);
    callback();
    fixture.time.advance(Duration.ofMillis(6_900));
    assertEquals(1, fixture.query.times());
    fixture.time.advance(Duration.ofMillis(200));
    assertEquals("done", value(wait.result()));
  }

  @Test
  void aPollThatIsDueSoonerIsEnough() {
    fixture.query.then(running());
    await(Schedule.fixed(Duration.ofSeconds(3)));
    callback();
    callback();
    fixture.time.advance(Duration.ofMillis(2_900));
    assertEquals(3, fixture.query.times());
  }

  @Test
  void aScheduleThatCannotChooseTheDelayPollsAtOnce() {
    Schedule failing =
        new Schedule() {
          @Override
          public Duration delay(ScheduleContext context, RandomGenerator random) {
            return MINUTE;
          }

          @Override
          public Duration delayAfterCallback(ScheduleContext context, RandomGenerator random) {
            throw new IllegalStateException("a schedule's");
          }
        };
    fixture.query.then(running()).then(done());
    WaitHandle<String> wait = await(failing);
    fixture.time.advance(Duration.ofSeconds(1));

    callback();

    assertEquals("done", value(wait.result()));
  }

  @Test
  void afterTheEndItChangesNothing() {
    fixture.query.then(done());
    await(Schedule.fixed(MINUTE));

    assertFalse(fixture.poller.callback(fixture.query.task(), false));
    assertFalse(fixture.poller.callback(fixture.query.task(), true));

    fixture.time.advance(MINUTE);
    assertEquals(1, fixture.query.times());
  }
}
