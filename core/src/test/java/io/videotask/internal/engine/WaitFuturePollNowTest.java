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

class WaitFuturePollNowTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture fixture = new PollerFixture();

  @Test
  void whileIdleItPollsAtOnceAndTheScheduleContinuesFromThere() {
    fixture.query.then(running());
    WaitHandle<String> wait = fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofSeconds(3));

    wait.pollNow();
    fixture.time.settle();

    assertEquals(2, fixture.query.times());
    fixture.time.advance(TEN);
    assertEquals(List.of(Duration.ofSeconds(3), TEN), fixture.query.intervals());
  }

  @Test
  void whileAQueryIsInFlightItPollsAgainAfterTheAnswer() {
    fixture.query.thenHangs().then(done());
    WaitHandle<String> wait = fixture.await(plan(HOUR));

    wait.pollNow();
    wait.pollNow();
    fixture.time.settle();
    assertEquals(1, fixture.query.times(), "one query at a time");
    fixture.query.last().complete(running());
    fixture.time.settle();

    assertEquals("done", value(wait.result()));
    assertEquals(2, fixture.query.times());
  }

  @Test
  void whileAQueryIsInFlightItPollsAgainAfterAFailure() {
    fixture.query.thenHangs().then(done());
    WaitHandle<String> wait = fixture.await(plan(HOUR));

    wait.pollNow();
    fixture
        .query
        .last()
        .complete(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofMinutes(1)));
    fixture.time.settle();

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aTaskCanBePolledNowByItsIdentity() {
    fixture.query.then(running());
    fixture.poller.await(new NamedQuery("task", "s", fixture.query), plan(HOUR, every(HOUR)));

    fixture.poller.pollNow("another task");
    assertEquals(1, fixture.query.times());
    fixture.poller.pollNow("task");

    assertEquals(2, fixture.query.times());
  }

  @Test
  void theDeadlineHoldsWhileTheRequestedPollHangs() {
    fixture.query.then(running()).thenHangs();
    WaitHandle<String> wait = fixture.await(plan(HOUR, every(Duration.ofMinutes(7))));

    wait.pollNow();
    fixture.time.advance(HOUR);

    thrown(FakeWaitFailures.TimedOut.class, wait.result());
    assertEquals(HOUR, fixture.time.elapsed());
    assertEquals(2, fixture.query.times());
  }

  @Test
  void afterTheEndItDoesNothing() {
    fixture.query.then(done());
    WaitHandle<String> wait = fixture.await(plan(HOUR));

    wait.pollNow();
    fixture.time.advance(HOUR);

    assertEquals(1, fixture.query.times());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aRequestFromTheListenerIsNotLost() {
    List<WaitHandle<String>> handles = new ArrayList<>();
    PollListener<String> hasty =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            handles.forEach(WaitHandle::pollNow);
          }
        };
    fixture.query.thenHangs().then(done());
    handles.add(fixture.await(plan(HOUR, every(TEN), hasty)));

    fixture.query.last().complete(running());
    fixture.time.settle();

    assertEquals(2, fixture.query.times());
  }

  @Test
  void whileQueuedItKeepsItsPosition() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    List<FakeQuery> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      FakeQuery other = new FakeQuery(slow.time).then(running());
      others.add(other);
      slow.poller.await(other, plan(HOUR));
    }
    slow.time.settle();
    slow.query.then(running());
    WaitHandle<String> impatient = slow.await(plan(HOUR, every(HOUR)));

    for (int i = 0; i < 100; i++) {
      impatient.pollNow();
      slow.time.settle();
    }
    assertEquals(0, slow.query.times());
    slow.time.advance(Duration.ofSeconds(5));

    assertEquals(1, slow.query.times(), "sent in its turn");
    assertFalse(impatient.result().isDone());
    slow.time.advance(Duration.ofSeconds(55));
    int sent = others.stream().mapToInt(FakeQuery::times).sum();
    assertTrue(sent >= 25, () -> "the others were polled " + sent + " times");
  }
}
