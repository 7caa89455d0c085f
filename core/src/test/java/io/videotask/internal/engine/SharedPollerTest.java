package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeWaitFailures.TimedOut;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several waits for one task. */
class SharedPollerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture fixture = new PollerFixture();

  @Test
  void waitsForOneTaskShareItsQueries() {
    fixture.query.then(3, running()).then(done());
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waits.add(fixture.await(plan(HOUR)).result());
    }

    fixture.time.advance(HOUR);

    waits.forEach(wait -> assertEquals("done", value(wait)));
    assertEquals(4, fixture.query.times());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void equalTasksAreOneTask() {
    fixture.query.then(running());
    fixture.poller.await(new NamedQuery("a", "s", fixture.query), plan(HOUR));
    fixture.poller.await(new NamedQuery("a", "s", fixture.query), plan(HOUR));
    fixture.poller.await(new NamedQuery("b", "s", fixture.query), plan(HOUR));

    assertEquals(2, fixture.query.times());
  }

  @Test
  void aLaterWaitPollsAtOnceUnlessTheLastAnswerIsFresh() {
    fixture.query.then(running());
    fixture.await(plan(HOUR));
    fixture.time.advance(Duration.ofSeconds(1));
    fixture.await(plan(HOUR));
    assertEquals(1, fixture.query.times(), "a second is no time");

    fixture.time.advance(Duration.ofSeconds(1));
    fixture.await(plan(HOUR));

    assertEquals(2, fixture.query.times());
    fixture.time.advance(TEN);
    assertEquals(3, fixture.query.times(), "one poller goes on, not three");
  }

  @Test
  void aWaitThatJoinsBeforeTheFirstAnswerPollsAtOnce() {
    fixture.query.then(running());
    fixture.poller.awaitNew(fixture.query, plan(HOUR));
    assertEquals(0, fixture.query.times(), "there is time for a new task");

    fixture.await(plan(HOUR));

    assertEquals(1, fixture.query.times());
  }

  @Test
  void eachHasItsOwnDeadline() {
    fixture.query.then(9, running()).then(done());
    CompletableFuture<String> patient = fixture.await(plan(HOUR)).result();
    CompletableFuture<String> hasty = fixture.await(plan(Duration.ofSeconds(15))).result();

    fixture.time.advance(Duration.ofSeconds(15));

    assertEquals("running", thrown(TimedOut.class, hasty).lastSeen);
    assertFalse(patient.isDone());
    fixture.time.advance(HOUR);
    assertEquals("done", value(patient));
  }

  @Test
  void aDeadlineBeforeTheNextPollIsKeptAfterAFreshAnswer() {
    fixture.query.then(running());
    CompletableFuture<String> patient = fixture.await(plan(HOUR)).result();

    CompletableFuture<String> hasty = fixture.await(plan(Duration.ofSeconds(3))).result();
    fixture.time.advance(Duration.ofSeconds(3));

    thrown(TimedOut.class, hasty);
    assertFalse(patient.isDone());
    assertEquals(1, fixture.query.times());
  }

  @Test
  void aFinishedPollerAcceptsNoWaitAndSetsNoTimer() {
    fixture.query.then(running());
    WaitFuture<String> wait = (WaitFuture<String>) fixture.await(plan(HOUR));
    TaskPoller<String> poller = (TaskPoller<String>) wait.owner;

    wait.cancel(true);

    assertNull(poller.join(plan(HOUR), null));
    poller.due();
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void cancellingEndsOnlyThatWait() {
    fixture.query.thenHangs();
    CompletableFuture<String> one = fixture.await(plan(HOUR)).result();
    CompletableFuture<String> other = fixture.await(plan(HOUR)).result();

    assertTrue(one.cancel(true));
    assertFalse(fixture.query.last().isCancelled());
    fixture.query.last().complete(done());

    assertEquals("done", value(other));
  }

  @Test
  void cancellingTheLastWaitCancelsTheQuery() {
    fixture.query.thenHangs();
    CompletableFuture<String> one = fixture.await(plan(HOUR)).result();
    CompletableFuture<String> other = fixture.await(plan(HOUR)).result();

    one.cancel(true);
    other.cancel(true);

    assertTrue(fixture.query.last().isCancelled());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aWaitAfterTheEndPollsAnew() {
    fixture.query.then(done());
    fixture.await(plan(HOUR));

    assertEquals("done", value(fixture.await(plan(HOUR)).result()));
    assertEquals(2, fixture.query.times());
  }

  @Test
  void aLaterWaitHasAFullFailureBudget() {
    fixture.query.then(failing());
    CompletableFuture<String> first = fixture.await(plan(HOUR)).result();
    fixture.time.advance(Duration.ofSeconds(115));
    CompletableFuture<String> second = fixture.await(plan(HOUR)).result();

    fixture.time.advance(Duration.ofSeconds(60));
    assertFalse(second.isDone(), "two minutes of failures have not passed since it came");
    fixture.time.advance(HOUR);

    thrown(FakeQuery.FakeFailure.class, second);
    thrown(FakeQuery.FakeFailure.class, first);
  }

  @Test
  void completingTheFutureRemovesTheWait() {
    fixture.query.then(running());
    CompletableFuture<String> wait = fixture.await(plan(HOUR)).result();

    wait.complete("known from elsewhere");

    assertEquals(0, fixture.time.timers());
    fixture.time.advance(HOUR);
    assertEquals(1, fixture.query.times());
  }

  @Test
  void aPollWhoseWaitsEndBeforeItGetsAThreadIsNotSent() {
    VirtualTime time = new VirtualTime();
    Deque<Runnable> threads = new ArrayDeque<>();
    Poller poller =
        new Poller(
            time,
            new Random(42),
            new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
            new PollerThreads(Runnable::run, Runnable::run, threads::add, Runnable::run),
            FakeLogger::new);
    FakeQuery cancelled = new FakeQuery(time).then(done());
    FakeQuery other = new FakeQuery(time).then(done());
    poller.await(cancelled, plan(HOUR)).result().cancel(true);
    WaitHandle<String> wait = poller.await(new NamedQuery("other", "s", other), plan(HOUR));

    threads.forEach(Runnable::run);

    assertEquals(0, cancelled.times());
    assertEquals("done", value(wait.result()));
  }
}
