package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.Schedule;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The callback threads are busy: what does not need them goes on. */
class PausedCallbacksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final Poller poller =
      new Poller(
          time,
          new Random(42),
          new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, time)),
          new PollerThreads(held::add, held::add, Runnable::run, held::add),
          FakeLogger::new);
  private final FakeQuery query = new FakeQuery(time);

  private void runCallbacks() {
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
  }

  private WaitPlan<String> withoutListener(Duration timeout) {
    return plan(timeout, Schedule.fixed(Duration.ofSeconds(10)), null);
  }

  @Test
  void aResultIsCompletedOnACallbackThread() {
    query.then(done());

    CompletableFuture<String> result = poller.query(query, HOUR, new FakeWaitFailures());
    assertEquals(1, query.times());
    assertFalse(result.isDone());
    runCallbacks();

    assertEquals("done", value(result));
  }

  @Test
  void aWaitWithoutListenerNeedsCallbackThreadsOnlyForItsResult() {
    query.then(3, running()).then(done());

    CompletableFuture<String> result = poller.await(query, withoutListener(HOUR)).result();
    time.advance(HOUR);
    assertEquals(4, query.times());
    assertFalse(result.isDone());
    runCallbacks();

    assertEquals("done", value(result));
  }

  @Test
  void pollingStopsAtTheDeadlineThoughTheResultIsCompletedLater() {
    query.then(running()).thenHangs();
    CompletableFuture<String> result =
        poller.await(query, withoutListener(Duration.ofSeconds(30))).result();

    time.advance(Duration.ofSeconds(30));

    assertEquals(0, time.timers());
    assertFalse(query.last().isCancelled(), "cancelling a call runs callbacks, too");
    assertFalse(result.isDone());
    runCallbacks();
    assertTrue(query.last().isCancelled());
    thrown(FakeWaitFailures.TimedOut.class, result);
  }
}
