package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What the queries to one server do to each other, and what they don't do to another's. */
class ServerRequestQueueTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int AT_ONCE = 256;

  private final PollerFixture room = new PollerFixture();

  private FakeQuery hanging(int tasks, String server) {
    FakeQuery looks = new FakeQuery(room.time).thenHangs();
    for (int i = 0; i < tasks; i++) {
      room.poller.await(new NamedQuery(server + i, server, looks), plan(HOUR));
    }
    return looks;
  }

  /** How often so many tasks are asked for in a minute, each of them once a second if it can be. */
  private int inTheThirdMinute(int tasks, FakeQuery looks) {
    for (int i = 0; i < tasks; i++) {
      room.poller.await(new NamedQuery("t" + i, "s", looks), plan(HOUR, every(SECOND)));
    }
    room.time.advance(Duration.ofMinutes(2));
    int before = looks.times();
    room.time.advance(Duration.ofMinutes(1));
    return looks.times() - before;
  }

  @Test
  void soManyQueriesAreUnderWayAtOnceAndTheOthersFollow() {
    List<CompletableFuture<PollResult<String>>> calls = new ArrayList<>();
    FakeQuery looks =
        new FakeQuery(room.time)
            .thenComes(
                () -> {
                  calls.add(new CompletableFuture<>());
                  return calls.get(calls.size() - 1);
                });
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      waits.add(room.poller.await(new NamedQuery("t" + i, "s", looks), plan(HOUR)).result());
    }
    assertEquals(AT_ONCE, calls.size());

    for (int i = 0; i < 1000; i++) {
      calls.get(i).complete(done());
    }

    waits.forEach(wait -> assertEquals("done", value(wait)));
  }

  /** A turn that does this when it is taken. */
  private record TurnOf(BooleanSupplier taken) implements ServerRequestQueue.QueuedRequest {
    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public boolean take() {
      return taken.getAsBoolean();
    }
  }

  private ServerRequestQueue lane(RateLimiter pace) {
    return new ServerRequestQueue(
        room.time, new TimerQueue(room.time), pace, new PollLogger(FakeLogger::new, Runnable::run));
  }

  @Test
  void whatIsNotSentInTheEndTakesNoPlaceAndAThrowEndsNothing() {
    ServerRequestQueue lane = lane(new RateLimiter(Double.POSITIVE_INFINITY, room.time));
    for (int i = 0; i < AT_ONCE; i++) {
      lane.enter(new TurnOf(() -> false));
      lane.enter(
          new TurnOf(
              () -> {
                throw new StackOverflowError("a turn's");
              }));
    }
    List<String> sent = new ArrayList<>();

    lane.enter(new TurnOf(() -> sent.add("query")));

    assertEquals(List.of("query"), sent);
  }

  @Test
  void whatIsNotSentInTheEndCostsNoRate() {
    ServerRequestQueue lane = lane(new RateLimiter(1, room.time));
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lane.enter(new TurnOf(() -> false));
    }

    for (int i = 0; i < 3; i++) {
      lane.enter(new TurnOf(() -> sent.add(room.time.elapsed().toSeconds())));
    }
    room.time.advance(HOUR);

    assertEquals(List.of(0L, 1L, 2L), sent);
  }

  @Test
  void whoGivesUpBeforeTheirTurnTakesNobodysPlace() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    FakeQuery first = new FakeQuery(slow.time).then(running());
    slow.poller.await(new NamedQuery("first", "s", first), plan(HOUR, every(HOUR)));
    FakeQuery never = new FakeQuery(slow.time).then(running());
    for (int i = 0; i < AT_ONCE + 1; i++) {
      slow.poller.await(new NamedQuery("t" + i, "s", never), plan(HOUR)).result().cancel(true);
    }
    slow.query.then(done());

    CompletableFuture<String> wait =
        slow.poller.await(new NamedQuery("last", "s", slow.query), plan(HOUR)).result();
    slow.time.advance(SECOND);

    assertEquals("done", value(wait), "it is the second that is sent, a second after the first");
    assertEquals(0, never.times());
  }

  @Test
  void aQueryThatThrowsTakesNobodysPlaceAndIsAFailedQuery() {
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < AT_ONCE + 1; i++) {
      StatusQuery<String> broken =
          () -> {
            throw new NoClassDefFoundError("okhttp3/Call");
          };
      waits.add(room.poller.await(broken, plan(HOUR)).result());
    }
    room.query.then(done());

    assertEquals("done", value(room.await(plan(HOUR)).result()));
    room.time.advance(HOUR);
    waits.forEach(
        wait ->
            assertInstanceOf(
                NoClassDefFoundError.class, thrown(IllegalStateException.class, wait).getCause()));
  }

  @Test
  void aServerThatIsStuckStarvesNobodyElse() {
    FakeQuery stuck = hanging(1000, "stuck");
    FakeQuery healthy = new FakeQuery(room.time).then(3, running()).then(done());

    CompletableFuture<String> wait =
        room.poller.await(new NamedQuery("other", "healthy", healthy), plan(HOUR)).result();
    room.time.advance(Duration.ofSeconds(30));

    assertEquals("done", value(wait));
    assertEquals(AT_ONCE, stuck.times());
  }

  @Test
  void whoGivesUpMakesRoom() {
    FakeQuery stuck = hanging(AT_ONCE - 1, "s");
    FakeQuery last = new FakeQuery(room.time).thenHangs();
    CompletableFuture<String> quitter =
        room.poller.await(new NamedQuery("quitter", "s", last), plan(HOUR)).result();
    FakeQuery queued = new FakeQuery(room.time).then(done());
    CompletableFuture<String> next =
        room.poller.await(new NamedQuery("next", "s", queued), plan(HOUR)).result();
    assertEquals(AT_ONCE - 1, stuck.times());
    assertEquals(0, queued.times());

    quitter.cancel(true);

    assertEquals("done", value(next));
  }

  @Test
  void aWishToBeLeftAloneHoldsForAllTasksOfTheServer() {
    FakeQuery throttled =
        new FakeQuery(room.time)
            .then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(30)))
            .then(running());
    room.poller.await(new NamedQuery("a", "s", throttled), plan(HOUR));
    FakeQuery sameServer = new FakeQuery(room.time).then(running());
    FakeQuery otherServer = new FakeQuery(room.time).then(running());
    room.poller.await(new NamedQuery("b", "s", sameServer), plan(HOUR, every(SECOND)));
    room.poller.await(new NamedQuery("c", "t", otherServer), plan(HOUR, every(SECOND)));

    room.time.advance(Duration.ofSeconds(29));

    assertEquals(0, sameServer.times());
    assertTrue(otherServer.times() >= 28);
    room.time.advance(Duration.ofSeconds(2));
    assertTrue(sameServer.times() >= 1);
  }

  @Test
  void oneComplaintAmongManyAnswersStopsNobody() {
    FakeQuery fine = new FakeQuery(room.time).then(running());
    for (int i = 0; i < 20; i++) {
      room.poller.await(new NamedQuery("t" + i, "s", fine), plan(HOUR, every(SECOND)));
    }
    FakeQuery throttled =
        new FakeQuery(room.time)
            .then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(30)))
            .then(running());
    room.poller.await(new NamedQuery("a", "s", throttled), plan(HOUR));
    int before = fine.times();

    room.time.advance(Duration.ofSeconds(20));

    assertTrue(fine.times() - before > 200, () -> fine.times() - before + " in 20 s");
  }

  @Test
  void complaintsSlowAllDownToWhatTheServerTakesAndAnswersOpenItAgain() {
    // A server that takes 10 queries in a second, and 100 tasks that want one a second each.
    int[] served = new int[2];
    boolean[] limited = {true};
    FakeQuery limitedServer =
        new FakeQuery(room.time)
            .thenComes(
                () -> {
                  int second = (int) room.time.elapsed().toSeconds();
                  if (second != served[0]) {
                    served[0] = second;
                    served[1] = 0;
                  }
                  boolean refused = limited[0] && ++served[1] > 10;
                  return CompletableFuture.completedFuture(
                      refused ? failing(PollResult.RetryAdvice.RETRY_SLOWER) : running());
                });
    int inAMinute = inTheThirdMinute(100, limitedServer);
    assertTrue(inAMinute > 500 && inAMinute < 900, () -> inAMinute + " queries in a minute");

    limited[0] = false;
    room.time.advance(Duration.ofMinutes(2));
    int opened = limitedServer.times();
    room.time.advance(Duration.ofMinutes(1));

    int afterwards = limitedServer.times() - opened;
    assertTrue(afterwards > 5000, () -> afterwards + " queries in a minute");
  }

  @Test
  void whoIsRefusedNowAndThenAmongOtherTroublesIsNotAskedEverMoreSlowly() {
    // Of twelve queries one is answered, one refused as too many, and ten run into other troubles.
    int[] asked = new int[1];
    FakeQuery troubled =
        new FakeQuery(room.time)
            .thenComes(
                () ->
                    CompletableFuture.completedFuture(
                        switch (asked[0]++ % 12) {
                          case 0 -> running();
                          case 1 -> failing(PollResult.RetryAdvice.RETRY_SLOWER);
                          default -> failing(PollResult.RetryAdvice.RETRY_IN_WAIT);
                        }));
    int inAMinute = inTheThirdMinute(400, troubled);
    assertTrue(inAMinute > 600, () -> inAMinute + " queries in a minute");
  }

  @Test
  void whoeverWantsToBeAskedAgainAtOnceDoesNotComplain() {
    int[] asked = new int[1];
    FakeQuery eager =
        new FakeQuery(room.time)
            .thenComes(
                () ->
                    CompletableFuture.completedFuture(
                        asked[0]++ % 2 == 0
                            ? running()
                            : failing(PollResult.RetryAdvice.RETRY_IN_WAIT, Duration.ZERO)));
    int inAMinute = inTheThirdMinute(400, eager);
    assertTrue(inAMinute > 10_000, () -> inAMinute + " queries in a minute");
  }

  @Test
  void aSingleQuestionGoesBeforeAllWaits() {
    FakeQuery stuck = hanging(2000, "s");
    FakeQuery once = new FakeQuery(room.time).thenHangs();
    CompletableFuture<String> answer =
        room.poller.ask(new NamedQuery("once", "s", once), HOUR, new FakeEndings());
    assertEquals(0, once.times());

    stuck.last().complete(running());

    assertEquals(AT_ONCE, stuck.times(), "it took the place that had become free");
    once.last().complete(done());
    assertEquals("done", value(answer));
  }
}
