package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A task's polling where threads come late, and where a clock, a timer or a query fails. */
class TaskPollerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final int MAX_IN_FLIGHT = 256;

  private final FaultyTime time = new FaultyTime();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final List<String> events = new ArrayList<>();
  private final FakeQuery query = new FakeQuery(time);

  private final PollListener<String> listener =
      new PollListener<>() {
        @Override
        public void onAnswer(String snapshot) {
          events.add(snapshot);
        }

        @Override
        public void onFailure(RuntimeException failure, int inARow) {
          events.add("failure " + inARow);
        }

        @Override
        public void onEnd(PollSummary<String> summary) {
          events.add("end");
        }
      };

  private Poller poller(PollerThreads threads) {
    return new Poller(
        time,
        new Random(1),
        new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
        threads,
        FakeLogger::new);
  }

  private Poller pollerWithRequests(Executor requests) {
    return poller(new PollerThreads(Runnable::run, Runnable::run, requests, Runnable::run));
  }

  private Poller poller() {
    return poller(PollerFixture.CALLER_RUNS);
  }

  private WaitPlan<String> everyTenSeconds() {
    return plan(HOUR, Schedule.fixed(TEN), null);
  }

  private void runHeld() {
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
  }

  @Test
  void aWaitThatEndsBeforeAThreadIsFreeSendsNothingAndFreesItsPlace() {
    Poller poller = pollerWithRequests(held::add);
    for (int i = 0; i < MAX_IN_FLIGHT; i++) {
      poller.await(new NamedQuery("t" + i, "s", query), everyTenSeconds()).result().cancel(true);
    }
    assertEquals(MAX_IN_FLIGHT, held.size());
    runHeld();
    assertEquals(0, query.times());
    assertEquals(0, time.pauses);
    query.then(done());

    CompletableFuture<String> last =
        poller.await(new NamedQuery("last", "s", query), everyTenSeconds()).result();
    runHeld();

    assertEquals("done", value(last));
  }

  @Test
  void theCallOfAWaitThatEndsWhileItIsSentIsCancelled() {
    List<WaitHandle<String>> waits = new ArrayList<>();
    query
        .then(running())
        .thenSupplies(
            () -> {
              waits.get(0).result().cancel(true);
              return new CompletableFuture<>();
            });
    waits.add(poller().await(query, everyTenSeconds()));

    time.time.advance(TEN);

    assertTrue(query.last().isCancelled());
    assertEquals(0, time.pauses);
  }

  @Test
  void aResultAfterTheEndIsReportedToNoListener() {
    query.thenHangs();
    CompletableFuture<String> wait =
        poller().await(query, plan(HOUR, Schedule.fixed(TEN), listener)).result();

    wait.cancel(true);

    assertTrue(query.last().isCancelled());
    assertEquals(List.of("end"), events);
    assertEquals(0, time.pauses);
  }

  @Test
  void anAnswerThatCannotBeHandledIsPolledForAgain() {
    query.then(running()).then(done());
    time.clockFailures = 1;

    CompletableFuture<String> wait = poller().await(query, everyTenSeconds()).result();
    assertEquals(1, query.times());
    assertFalse(wait.isDone());
    assertEquals(0, time.pauses);
    time.time.advance(Duration.ofSeconds(1));

    assertEquals("done", value(wait));
  }

  @Test
  void aWaitWithoutATimerIsNone() {
    Poller poller = poller();
    query.then(running()).then(done());
    time.timerFailures = 1;
    assertThrows(OutOfMemoryError.class, () -> poller.await(query, everyTenSeconds()));
    assertEquals(0, query.times());

    CompletableFuture<String> next = poller.await(query, everyTenSeconds()).result();
    assertEquals(1, query.times(), "it begins anew");
    time.time.advance(TEN);

    assertEquals("done", value(next));
  }

  @Test
  void aSecondWaitWithoutATimerLeavesTheFirstAsItIs() {
    Poller poller = poller();
    query.then(running()).then(done());
    CompletableFuture<String> first = poller.await(query, everyTenSeconds()).result();
    time.timerFailures = 1;
    WaitPlan<String> sooner = plan(Duration.ofSeconds(5), Schedule.fixed(TEN), null);
    assertThrows(OutOfMemoryError.class, () -> poller.await(query, sooner));

    time.time.advance(TEN);

    assertEquals("done", value(first));
    assertEquals(2, query.times());
  }

  @Test
  void closingCompletesWaitsOnResultThreadsOnlyIfSomethingDependsOnThem() {
    Poller poller =
        poller(new PollerThreads(held::add, Runnable::run, Runnable::run, Runnable::run));
    query.then(running());
    CompletableFuture<String> alone =
        poller.await(new NamedQuery("a", "s", query), everyTenSeconds()).result();
    CompletableFuture<String> awaited =
        poller.await(new NamedQuery("b", "s", query), everyTenSeconds()).result();
    awaited.whenComplete((value, failure) -> events.add("dependent"));

    poller.close();

    thrown(FakeWaitFailures.Closed.class, alone);
    assertFalse(awaited.isDone());
    assertEquals(List.of(), events);
    runHeld();
    thrown(FakeWaitFailures.Closed.class, awaited);
    assertEquals(List.of("dependent"), events);
    assertEquals(0, time.time.timers());
  }

  @Test
  void afterItsDeadlineATaskIsPolledNoMoreThoughItsResultComesLate() {
    Poller poller =
        poller(new PollerThreads(held::add, Runnable::run, Runnable::run, Runnable::run));
    query.thenHangs();
    CompletableFuture<String> wait =
        poller.await(query, plan(TEN.multipliedBy(3), Schedule.fixed(TEN), null)).result();
    time.time.advance(TEN.multipliedBy(3));

    assertTrue(query.last().isCancelled());
    assertEquals(0, time.time.timers());
    assertFalse(wait.isDone());
    runHeld();
    thrown(FakeWaitFailures.TimedOut.class, wait);
  }

  @Test
  void aTaskThatIsNotDueIsNotSentAndOneThatHasFinishedTakesNoWait() {
    PollerContext context =
        new PollerContext(
            time,
            new Random(1),
            new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
            PollerFixture.CALLER_RUNS,
            new PollLogger(FakeLogger::new, Runnable::run));
    TaskPoller<String> poller =
        new TaskPoller<>(
            context,
            query,
            everyTenSeconds(),
            PollState.begin(HistoryKey.ANY, true, time.nanoTime()),
            time.nanoTime());
    WaitFuture<String> wait = poller.join(everyTenSeconds(), null);
    poller.start(FirstPoll.BY_SCHEDULE);

    assertFalse(poller.isWanted());
    assertFalse(poller.dispatch());
    assertEquals(0, query.times());
    assertNotNull(wait);
    assertTrue(wait.cancel(true));

    assertNull(poller.join(everyTenSeconds(), null));
    assertFalse(poller.dispatch());
    assertEquals(0, time.time.timers());
    assertThrows(CancellationException.class, wait::join);
  }

  @Test
  void aFailureIsReportedOnceAndResumesTheClock() {
    query.then(failing()).then(done());

    CompletableFuture<String> wait =
        poller().await(query, plan(HOUR, Schedule.fixed(TEN), listener)).result();
    time.time.advance(TEN);

    assertEquals("done", value(wait));
    assertEquals(List.of("failure 1", "done", "end"), events);
    assertEquals(0, time.pauses);
  }
}
