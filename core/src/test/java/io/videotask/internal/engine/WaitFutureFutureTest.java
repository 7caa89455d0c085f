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

/** What holders of a wait's future can do with it, and what the wait makes of it. */
class WaitFutureFutureTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PollerFixture room = new PollerFixture();

  private CompletableFuture<String> begin() {
    room.query.then(running());
    return room.await(plan(HOUR)).result();
  }

  private void assertNobodyAsksAnyMore() {
    int asked = room.query.times();
    assertEquals(0, room.time.alarms());
    room.time.advance(HOUR);
    assertEquals(asked, room.query.times());
  }

  @Test
  void onlyTheFirstWhoEndsItDoes() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.complete("first"));
    assertFalse(wait.complete("second"));
    assertFalse(wait.completeExceptionally(new IllegalStateException()));
    assertFalse(wait.cancel(true));

    assertEquals("first", value(wait));
  }

  @Test
  void whoFailsTheirFutureHasLeft() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.completeExceptionally(new IllegalStateException("a caller's")));

    thrown(IllegalStateException.class, wait);
    assertNobodyAsksAnyMore();
  }

  @Test
  void whoCancelsTheirFutureHasLeft() {
    CompletableFuture<String> wait = begin();

    assertTrue(wait.cancel(false));

    assertTrue(wait.isCancelled());
    assertNobodyAsksAnyMore();
  }

  @Test
  void whatHangsOnItCanBeCancelledAndStopsNothing() {
    room.query.then(running()).then(done());
    CompletableFuture<String> wait = room.await(plan(HOUR)).result();
    CompletableFuture<Integer> length = wait.thenApply(String::length);
    CompletableFuture<Integer> quitter = wait.thenApply(String::length);

    quitter.cancel(true);
    room.time.advance(HOUR);

    assertEquals("done", value(wait));
    assertEquals(4, value(length));
  }
}
