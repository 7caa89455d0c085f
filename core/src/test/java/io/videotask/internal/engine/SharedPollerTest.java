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

import io.videotask.internal.engine.FakeEndings.TimedOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Several who wait for one task. */
class SharedPollerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture room = new PollerFixture();

  @Test
  void waitsForOneTaskShareItsQueries() {
    room.query.then(3, running()).then(done());
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waits.add(room.await(plan(HOUR)).result());
    }

    room.time.advance(HOUR);

    waits.forEach(wait -> assertEquals("done", value(wait)));
    assertEquals(4, room.query.times());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void equalTasksAreOneTask() {
    room.query.then(running());
    room.poller.await(new NamedQuery("a", "s", room.query), plan(HOUR));
    room.poller.await(new NamedQuery("a", "s", room.query), plan(HOUR));
    room.poller.await(new NamedQuery("b", "s", room.query), plan(HOUR));

    assertEquals(2, room.query.times());
  }

  @Test
  void whoComesLaterAsksAtOnceUnlessTheNewsIsFresh() {
    room.query.then(running());
    room.await(plan(HOUR));
    room.time.advance(Duration.ofSeconds(1));
    room.await(plan(HOUR));
    assertEquals(1, room.query.times(), "a second is no time");

    room.time.advance(Duration.ofSeconds(1));
    room.await(plan(HOUR));

    assertEquals(2, room.query.times());
    room.time.advance(TEN);
    assertEquals(3, room.query.times(), "and one goes on asking, not three");
  }

  @Test
  void whoJoinsBeforeTheFirstAnswerAsksAtOnce() {
    room.query.then(running());
    room.poller.awaitNew(room.query, plan(HOUR));
    assertEquals(0, room.query.times(), "there is time for a new task");

    room.await(plan(HOUR));

    assertEquals(1, room.query.times());
  }

  @Test
  void eachHasItsOwnDeadline() {
    room.query.then(9, running()).then(done());
    CompletableFuture<String> patient = room.await(plan(HOUR)).result();
    CompletableFuture<String> hasty = room.await(plan(Duration.ofSeconds(15))).result();

    room.time.advance(Duration.ofSeconds(15));

    assertEquals("running", thrown(TimedOut.class, hasty).lastSeen);
    assertFalse(patient.isDone());
    room.time.advance(HOUR);
    assertEquals("done", value(patient));
  }

  @Test
  void aDeadlineBeforeTheNextQueryIsKeptThoughTheNewsAreFresh() {
    room.query.then(running());
    CompletableFuture<String> patient = room.await(plan(HOUR)).result();

    CompletableFuture<String> hasty = room.await(plan(Duration.ofSeconds(3))).result();
    room.time.advance(Duration.ofSeconds(3));

    thrown(TimedOut.class, hasty);
    assertFalse(patient.isDone());
    assertEquals(1, room.query.times());
  }

  @Test
  void aWatchThatIsOverTakesNobodyInAndWakesNobody() {
    room.query.then(running());
    WaitFuture<String> wait = (WaitFuture<String>) room.await(plan(HOUR));
    TaskPoller<String> watch = wait.watch;

    wait.cancel(true);

    assertNull(watch.join(plan(HOUR), null));
    watch.due();
    assertEquals(0, room.time.alarms());
  }

  @Test
  void whoCancelsStopsOnlyTheirOwn() {
    room.query.thenHangs();
    CompletableFuture<String> one = room.await(plan(HOUR)).result();
    CompletableFuture<String> other = room.await(plan(HOUR)).result();

    assertTrue(one.cancel(true));
    assertFalse(room.query.last().isCancelled());
    room.query.last().complete(done());

    assertEquals("done", value(other));
  }

  @Test
  void theLastWhoCancelsStopsTheQuery() {
    room.query.thenHangs();
    CompletableFuture<String> one = room.await(plan(HOUR)).result();
    CompletableFuture<String> other = room.await(plan(HOUR)).result();

    one.cancel(true);
    other.cancel(true);

    assertTrue(room.query.last().isCancelled());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void whoComesAfterTheEndAsksAnew() {
    room.query.then(done());
    room.await(plan(HOUR));

    assertEquals("done", value(room.await(plan(HOUR)).result()));
    assertEquals(2, room.query.times());
  }

  @Test
  void whoComesLateHasAWholeFailureBudget() {
    room.query.then(failing());
    CompletableFuture<String> first = room.await(plan(HOUR)).result();
    room.time.advance(Duration.ofSeconds(115));
    CompletableFuture<String> second = room.await(plan(HOUR)).result();

    room.time.advance(Duration.ofSeconds(60));
    assertFalse(second.isDone(), "two minutes of failures have not passed since it came");
    room.time.advance(HOUR);

    thrown(FakeQuery.Trouble.class, second);
    thrown(FakeQuery.Trouble.class, first);
  }

  @Test
  void whoCompletesTheirFutureHasLeft() {
    room.query.then(running());
    CompletableFuture<String> wait = room.await(plan(HOUR)).result();

    wait.complete("known from elsewhere");

    assertEquals(0, room.time.alarms());
    room.time.advance(HOUR);
    assertEquals(1, room.query.times());
  }
}
