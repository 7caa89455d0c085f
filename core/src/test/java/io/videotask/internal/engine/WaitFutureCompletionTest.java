package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What callers can do with a wait's future, and its effect on the polling. */
class WaitFutureCompletionTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PollerFixture fixture = new PollerFixture();

  private CompletableFuture<String> begin() {
    fixture.query.then(running());
    return fixture.await(plan(HOUR)).result();
  }

  private void assertPollingHasStopped() {
    int sent = fixture.query.times();
    assertEquals(0, fixture.time.timers());
    fixture.time.advance(HOUR);
    assertEquals(sent, fixture.query.times());
  }

  @Test
  void onlyTheFirstCompletionCounts() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.complete("first"));
    assertFalse(wait.complete("second"));
    assertFalse(wait.completeExceptionally(new IllegalStateException()));
    assertFalse(wait.cancel(true));

    assertEquals("first", value(wait));
  }

  @Test
  void failingTheFutureStopsPolling() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.completeExceptionally(new IllegalStateException("a caller's")));

    thrown(IllegalStateException.class, wait);
    assertPollingHasStopped();
  }

  @Test
  void cancellingTheFutureStopsPolling() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.cancel(false));

    assertTrue(wait.isCancelled());
    assertPollingHasStopped();
  }

  @Test
  void cancellingADependentDoesNotStopPolling() {
    fixture.query.then(running()).then(done());
    CompletableFuture<String> wait = fixture.await(plan(HOUR)).result();
    CompletableFuture<Integer> length = wait.thenApply(String::length);
    CompletableFuture<Integer> quitter = wait.thenApply(String::length);

    quitter.cancel(true);
    fixture.time.advance(HOUR);

    assertEquals("done", value(wait));
    assertEquals(4, value(length));
  }
}
