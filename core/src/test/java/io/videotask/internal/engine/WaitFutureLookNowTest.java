package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.PollListener;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitFutureLookNowTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture room = new PollerFixture();

  @Test
  void whileIdleItAsksAtOnceAndTheScheduleGoesOnFromThere() {
    room.query.then(running());
    Poller.Handle<String> wait = room.await(plan(HOUR));
    room.time.advance(Duration.ofSeconds(3));

    wait.lookNow();
    room.time.settle();

    assertEquals(2, room.query.times());
    room.time.advance(TEN);
    assertEquals(List.of(Duration.ofSeconds(3), TEN), room.query.gaps());
  }

  @Test
  void whileAskingItAsksOnceMoreAfterTheAnswer() {
    room.query.thenHangs().then(done());
    Poller.Handle<String> wait = room.await(plan(HOUR));

    wait.lookNow();
    wait.lookNow();
    room.time.settle();
    assertEquals(1, room.query.times(), "one query at a time");
    room.query.last().complete(running());
    room.time.settle();

    assertEquals("done", value(wait.result()));
    assertEquals(2, room.query.times());
  }

  @Test
  void whileAskingItAsksOnceMoreAfterAFailureToo() {
    room.query.thenHangs().then(done());
    Poller.Handle<String> wait = room.await(plan(HOUR));

    wait.lookNow();
    room.query.last().complete(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofMinutes(1)));
    room.time.settle();

    assertEquals("done", value(wait.result()));
  }

  @Test
  void whoeverKnowsTheTaskCanHaveItLookedAt() {
    room.query.then(running());
    room.poller.await(new NamedQuery("task", "s", room.query), plan(HOUR, every(HOUR)));

    room.poller.lookNow("another task");
    assertEquals(1, room.query.times());
    room.poller.lookNow("task");

    assertEquals(2, room.query.times());
  }

  @Test
  void theDeadlineHoldsAlsoWhileWhatWasAskedForHangs() {
    room.query.then(running()).thenHangs();
    Poller.Handle<String> wait = room.await(plan(HOUR, every(Duration.ofMinutes(7))));

    wait.lookNow();
    room.time.advance(HOUR);

    thrown(FakeEndings.TimedOut.class, wait.result());
    assertEquals(HOUR, room.time.elapsed());
    assertEquals(2, room.query.times());
  }

  @Test
  void afterTheEndItDoesNothing() {
    room.query.then(done());
    Poller.Handle<String> wait = room.await(plan(HOUR));

    wait.lookNow();
    room.time.advance(HOUR);

    assertEquals(1, room.query.times());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void fromWithinTheListenerItIsNotLost() {
    List<Poller.Handle<String>> handles = new ArrayList<>();
    PollListener<String> hasty =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            handles.forEach(Poller.Handle::lookNow);
          }
        };
    room.query.thenHangs().then(done());
    handles.add(room.await(plan(HOUR, every(TEN), hasty)));

    room.query.last().complete(running());
    room.time.settle();

    assertEquals(2, room.query.times());
  }

  @Test
  void whileItWaitsForItsTurnItKeepsItsTurn() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    List<FakeQuery> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FakeQuery other = new FakeQuery(slow.time).then(running());
      others.add(other);
      slow.poller.await(other, plan(HOUR));
    }
    slow.time.settle();
    slow.query.then(running());
    Poller.Handle<String> impatient = slow.await(plan(HOUR, every(HOUR)));

    for (int i = 0; i < 100; i++) {
      impatient.lookNow();
      slow.time.settle();
    }
    assertEquals(0, slow.query.times());
    slow.time.advance(Duration.ofSeconds(5));

    assertEquals(1, slow.query.times(), "asked when its turn came");
    assertFalse(impatient.result().isDone());
    slow.time.advance(Duration.ofSeconds(55));
    int asked = others.stream().mapToInt(FakeQuery::times).sum();
    assertTrue(asked >= 25, () -> "the others were asked " + asked + " times");
  }
}
