package io.videotask.internal.engine;

import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RetryBudget tokens = new RetryBudget();
  private final PollerFixture room = new PollerFixture();

  @Test
  void aHundredRetriesAndNoMore() {
    for (int i = 0; i < 100; i++) {
      assertTrue(tokens.take(), "retry " + i);
    }
    assertFalse(tokens.take());
  }

  @Test
  void aSuccessAfterRetriesGivesThemBack() {
    drain();
    tokens.giveBack(2);
    assertTrue(tokens.take());
    assertTrue(tokens.take());
    assertFalse(tokens.take());
  }

  @Test
  void fiveSuccessesAreWorthARetry() {
    drain();
    for (int i = 0; i < 4; i++) {
      tokens.giveBack(0);
    }
    assertFalse(tokens.take());
    tokens.giveBack(0);
    assertTrue(tokens.take());
    assertFalse(tokens.take());
  }

  @Test
  void neverMoreThanAFullSupply() {
    tokens.giveBack(50);
    aHundredRetriesAndNoMore();
  }

  @Test
  void manyThreadsGetNoMoreThanOne() {
    AtomicInteger taken = new AtomicInteger();
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              if (tokens.take()) {
                taken.incrementAndGet();
              }
            });
    assertEquals(100, taken.get());
  }

  @Test
  void withoutTokensAQueryIsSentOnceAndFails() {
    drain();
    room.query.then(failing());

    thrown(FakeQuery.Trouble.class, ask());
    assertEquals(1, room.query.times());
  }

  @Test
  void aQueryThatWorksOnItsSecondTryCostsNothing() {
    for (int i = 0; i < 99; i++) {
      tokens.take();
    }
    room.query.then(failing()).then(FakeQuery.done());

    CompletableFuture<String> result = ask();
    room.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertTrue(tokens.take());
    assertFalse(tokens.take());
  }

  private CompletableFuture<String> ask() {
    CompletableFuture<String> result =
        room.poller.ask(room.query, MINUTE, new FakeEndings(), tokens);
    room.time.settle();
    return result;
  }

  private void drain() {
    while (tokens.take()) {
      // Until nothing is left.
    }
  }

  private static PollResult<String> failing() {
    return FakeQuery.failing();
  }
}
