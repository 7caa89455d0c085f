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

/** How queries to one server delay each other, and that they delay no other server's. */
class ServerRequestQueueTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MAX_IN_FLIGHT = 256;

  private final PollerFixture fixture = new PollerFixture();

  private FakeQuery hanging(int tasks, String server) {
    FakeQuery query = new FakeQuery(fixture.time).thenHangs();
    for (int i = 0; i < tasks; i++) {
      fixture.poller.await(new NamedQuery(server + i, server, query), plan(HOUR));
    }
    return query;
  }

  /**
   * Returns how many queries are sent in the third minute for so many tasks with a schedule of one
   * second.
   */
  private int queriesInTheThirdMinute(int tasks, FakeQuery query) {
    for (int i = 0; i < tasks; i++) {
      fixture.poller.await(new NamedQuery("t" + i, "s", query), plan(HOUR, every(SECOND)));
    }
    fixture.time.advance(Duration.ofMinutes(2));
    int before = query.times();
    fixture.time.advance(Duration.ofMinutes(1));
    return query.times() - before;
  }

  @Test
  void theQueriesInFlightAreLimitedAndTheOthersFollow() {
    List<CompletableFuture<PollResult<String>>> calls = new ArrayList<>();
    FakeQuery query =
        new FakeQuery(fixture.time)
            .thenSupplies(
                () -> {
                  calls.add(new CompletableFuture<>());
                  return calls.get(calls.size() - 1);
                });
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      waits.add(fixture.poller.await(new NamedQuery("t" + i, "s", query), plan(HOUR)).result());
    }
    assertEquals(MAX_IN_FLIGHT, calls.size());

    for (int i = 0; i < 1000; i++) {
      calls.get(i).complete(done());
    }

    waits.forEach(wait -> assertEquals("done", value(wait)));
  }

  /** A request that runs this when it is dispatched. */
  private record FakeRequest(BooleanSupplier dispatched)
      implements ServerRequestQueue.QueuedRequest {
    @Override
    public boolean isWanted() {
      return true;
    }

    @Override
    public boolean dispatch() {
      return dispatched.getAsBoolean();
    }
  }

  private RateLimitedQueue queue(RateLimiter rateLimiter) {
    PollLogger log = new PollLogger(FakeLogger::new, Runnable::run);
    return new ServerRequestQueue(fixture.time, new TimerQueue(fixture.time), log)
        .queue(rateLimiter);
  }

  @Test
  void aRequestThatIsNotSentOrThrowsFreesItsPlace() {
    RateLimitedQueue queue = queue(new RateLimiter(Double.POSITIVE_INFINITY, fixture.time));
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
      queue.enqueue(new FakeRequest(() -> false));
      queue.enqueue(
          new FakeRequest(
              () -> {
                throw new StackOverflowError("a request's");
              }));
    }
    List<String> sent = new ArrayList<>();

    queue.enqueue(new FakeRequest(() -> sent.add("query")));

    assertEquals(List.of("query"), sent);
  }

  @Test
  void queriesFollowTheShareOfTheRateLimitFromTheChangeOn() {
    RateLimiter rateLimiter = new RateLimiter(10, fixture.time);
    RateLimitedQueue queue = queue(rateLimiter);
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      queue.enqueue(new FakeRequest(() -> sent.add(fixture.time.nanoTime())));
    }
    List<Integer> sentInTenSeconds = new ArrayList<>();
    for (double share : new double[] {1, 0.1, 0, 0.5}) {
      rateLimiter.share(share);
      queue.server.rateLimitChanged();
      sent.clear();
      fixture.time.advance(Duration.ofSeconds(10));
      sentInTenSeconds.add(sent.size());
    }

    assertEquals(List.of(100, 10, 0, 50), sentInTenSeconds);
  }

  @Test
  void aRequestThatIsNotSentReleasesItsSlot() {
    RateLimitedQueue queue = queue(new RateLimiter(1, fixture.time));
    List<Long> sent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      queue.enqueue(new FakeRequest(() -> false));
    }

    for (int i = 0; i < 3; i++) {
      queue.enqueue(new FakeRequest(() -> sent.add(fixture.time.elapsed().toSeconds())));
    }
    fixture.time.advance(HOUR);

    assertEquals(List.of(0L, 1L, 2L), sent);
  }

  @Test
  void waitsCancelledInTheQueueFreeTheirPlaces() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 1);
    FakeQuery first = new FakeQuery(slow.time).then(running());
    slow.poller.await(new NamedQuery("first", "s", first), plan(HOUR, every(HOUR)));
    FakeQuery never = new FakeQuery(slow.time).then(running());
    for (int i = 0; i < MAX_IN_FLIGHT + 1; i++) {
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
  void aQueryThatThrowsFreesItsPlaceAndCountsAsFailed() {
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < MAX_IN_FLIGHT + 1; i++) {
      StatusQuery<String> broken =
          () -> {
            throw new NoClassDefFoundError("okhttp3/Call");
          };
      waits.add(fixture.poller.await(broken, plan(HOUR)).result());
    }
    fixture.query.then(done());

    assertEquals("done", value(fixture.await(plan(HOUR)).result()));
    fixture.time.advance(HOUR);
    waits.forEach(
        wait ->
            assertInstanceOf(
                NoClassDefFoundError.class, thrown(IllegalStateException.class, wait).getCause()));
  }

  @Test
  void aServerThatHangsDelaysNoOther() {
    FakeQuery stuck = hanging(1000, "stuck");
    FakeQuery healthy = new FakeQuery(fixture.time).then(3, running()).then(done());

    CompletableFuture<String> wait =
        fixture.poller.await(new NamedQuery("other", "healthy", healthy), plan(HOUR)).result();
    fixture.time.advance(Duration.ofSeconds(30));

    assertEquals("done", value(wait));
    assertEquals(MAX_IN_FLIGHT, stuck.times());
  }

  @Test
  void cancellingAQueryInFlightFreesItsPlace() {
    FakeQuery stuck = hanging(MAX_IN_FLIGHT - 1, "s");
    FakeQuery last = new FakeQuery(fixture.time).thenHangs();
    CompletableFuture<String> cancelled =
        fixture.poller.await(new NamedQuery("quitter", "s", last), plan(HOUR)).result();
    FakeQuery queued = new FakeQuery(fixture.time).then(done());
    CompletableFuture<String> next =
        fixture.poller.await(new NamedQuery("next", "s", queued), plan(HOUR)).result();
    assertEquals(MAX_IN_FLIGHT - 1, stuck.times());
    assertEquals(0, queued.times());

    cancelled.cancel(true);

    assertEquals("done", value(next));
  }

  @Test
  void retryAfterHoldsForAllTasksOfTheServer() {
    FakeQuery throttled =
        new FakeQuery(fixture.time)
            .then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(30)))
            .then(running());
    fixture.poller.await(new NamedQuery("a", "s", throttled), plan(HOUR));
    FakeQuery sameServer = new FakeQuery(fixture.time).then(running());
    FakeQuery otherServer = new FakeQuery(fixture.time).then(running());
    fixture.poller.await(new NamedQuery("b", "s", sameServer), plan(HOUR, every(SECOND)));
    fixture.poller.await(new NamedQuery("c", "t", otherServer), plan(HOUR, every(SECOND)));

    fixture.time.advance(Duration.ofSeconds(29));

    assertEquals(0, sameServer.times());
    assertTrue(otherServer.times() >= 28);
    fixture.time.advance(Duration.ofSeconds(2));
    assertTrue(sameServer.times() >= 1);
  }

  @Test
  void one429AmongManyAnswersPausesNoTask() {
    FakeQuery fine = new FakeQuery(fixture.time).then(running());
    for (int i = 0; i < 20; i++) {
      fixture.poller.await(new NamedQuery("t" + i, "s", fine), plan(HOUR, every(SECOND)));
    }
    FakeQuery throttled =
        new FakeQuery(fixture.time)
            .then(failing(PollResult.RetryAdvice.RETRY_SLOWER, Duration.ofSeconds(30)))
            .then(running());
    fixture.poller.await(new NamedQuery("a", "s", throttled), plan(HOUR));
    int before = fine.times();

    fixture.time.advance(Duration.ofSeconds(20));

    assertTrue(fine.times() - before > 200, () -> fine.times() - before + " in 20 s");
  }

  @Test
  void repeated429sSlowAllTasksDownAndAnswersLiftTheLimit() {
    // A server that allows 10 queries a second, and 100 tasks that are to be polled every second.
    int[] served = new int[2];
    boolean[] limited = {true};
    FakeQuery limitedServer =
        new FakeQuery(fixture.time)
            .thenSupplies(
                () -> {
                  int second = (int) fixture.time.elapsed().toSeconds();
                  if (second != served[0]) {
                    served[0] = second;
                    served[1] = 0;
                  }
                  boolean refused = limited[0] && ++served[1] > 10;
                  return CompletableFuture.completedFuture(
                      refused ? failing(PollResult.RetryAdvice.RETRY_SLOWER) : running());
                });
    int inAMinute = queriesInTheThirdMinute(100, limitedServer);
    assertTrue(inAMinute > 500 && inAMinute < 900, () -> inAMinute + " queries in a minute");

    limited[0] = false;
    fixture.time.advance(Duration.ofMinutes(2));
    int lifted = limitedServer.times();
    fixture.time.advance(Duration.ofMinutes(1));

    int afterwards = limitedServer.times() - lifted;
    assertTrue(afterwards > 5000, () -> afterwards + " queries in a minute");
  }

  @Test
  void occasional429sAmongOtherFailuresDoNotSlowDownForever() {
    // Of twelve queries one is answered, one gets a 429, and ten fail otherwise.
    int[] sent = new int[1];
    FakeQuery failingServer =
        new FakeQuery(fixture.time)
            .thenSupplies(
                () ->
                    CompletableFuture.completedFuture(
                        switch (sent[0]++ % 12) {
                          case 0 -> running();
                          case 1 -> failing(PollResult.RetryAdvice.RETRY_SLOWER);
                          default -> failing(PollResult.RetryAdvice.RETRY_IN_WAIT);
                        }));
    int inAMinute = queriesInTheThirdMinute(400, failingServer);
    assertTrue(inAMinute > 600, () -> inAMinute + " queries in a minute");
  }

  @Test
  void aRetryAfterOfZeroIsNoRateLimit() {
    int[] sent = new int[1];
    FakeQuery retryNow =
        new FakeQuery(fixture.time)
            .thenSupplies(
                () ->
                    CompletableFuture.completedFuture(
                        sent[0]++ % 2 == 0
                            ? running()
                            : failing(PollResult.RetryAdvice.RETRY_IN_WAIT, Duration.ZERO)));
    int inAMinute = queriesInTheThirdMinute(400, retryNow);
    assertTrue(inAMinute > 10_000, () -> inAMinute + " queries in a minute");
  }

  @Test
  void aSingleQueryGoesBeforeAllWaits() {
    FakeQuery stuck = hanging(2000, "s");
    FakeQuery once = new FakeQuery(fixture.time).thenHangs();
    CompletableFuture<String> answer =
        fixture.poller.query(new NamedQuery("once", "s", once), HOUR, new FakeWaitFailures());
    assertEquals(0, once.times());

    stuck.last().complete(running());

    assertEquals(MAX_IN_FLIGHT, stuck.times(), "it was sent when a place became free");
    once.last().complete(done());
    assertEquals("done", value(answer));
  }

  /** Records that a query got this answer. */
  private void answered(RateLimitedQueue queue, PollResult<String> result) {
    queue.server.finished(result, fixture.time.nanoTime(), fixture.query);
  }

  private FakeRequest naming(String name, List<String> sent) {
    return new FakeRequest(() -> sent.add(name));
  }

  @Test
  void aPollForACallbackGoesBeforeScheduledOnesUnlessTheServerLimitsTheRate() {
    RateLimitedQueue queue = queue(new RateLimiter(1, fixture.time));
    List<String> sent = new ArrayList<>();
    queue.enqueue(naming("first", sent));
    queue.enqueue(naming("scheduled", sent));
    queue.enqueueForCallback(naming("callback", sent));
    fixture.time.advance(HOUR);
    assertEquals(List.of("first", "callback", "scheduled"), sent);

    answered(queue, failing(PollResult.RetryAdvice.RETRY_SLOWER, SECOND.multipliedBy(20)));
    queue.enqueue(naming("scheduled", sent));
    queue.enqueueForCallback(naming("callback", sent));
    queue.enqueueUrgent(naming("requested", sent));
    fixture.time.advance(HOUR);

    assertEquals(List.of("requested", "scheduled", "callback"), sent.subList(3, 6));
  }

  @Test
  void aHintSpacesQueriesOutButNotAfterADefiniteFailure() {
    for (PollResult.RetryAdvice advice : PollResult.RetryAdvice.values()) {
      RateLimitedQueue queue = queue(new RateLimiter(Double.POSITIVE_INFINITY, fixture.time));
      List<String> sent = new ArrayList<>();
      queue.enqueue(naming("first", sent));

      answered(queue, failing(advice, SECOND));
      queue.enqueue(naming("second", sent));

      int expected = advice == PollResult.RetryAdvice.NONE ? 2 : 1;
      assertEquals(expected, sent.size(), advice::toString);
      fixture.time.advance(SECOND);
      assertEquals(2, sent.size(), advice::toString);
    }
  }

  @Test
  void aQueryWithoutAResultSaysNothingOfTheServer() {
    RateLimitedQueue queue = queue(new RateLimiter(Double.POSITIVE_INFINITY, fixture.time));
    answered(queue, running());
    answered(queue, failing());
    Long answeredAt = queue.server.lastAnswerBeforeFailures();
    assertEquals(fixture.time.nanoTime(), answeredAt);
    fixture.time.advance(SECOND);

    queue.server.finished(null, fixture.time.nanoTime(), fixture.query);

    assertEquals(answeredAt, queue.server.lastAnswerBeforeFailures());
  }
}
