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

  private final RetryBudget retryBudget = new RetryBudget();
  private final PollerFixture fixture = new PollerFixture();

  @Test
  void itAllowsAHundredRetries() {
    for (int i = 0; i < 100; i++) {
      assertTrue(retryBudget.tryAcquire(), "retry " + i);
    }
    assertFalse(retryBudget.tryAcquire());
  }

  @Test
  void aSuccessRefundsItsRetries() {
    exhaust();
    retryBudget.refund(2);
    assertTrue(retryBudget.tryAcquire());
    assertTrue(retryBudget.tryAcquire());
    assertFalse(retryBudget.tryAcquire());
  }

  @Test
  void fiveSuccessesAreWorthARetry() {
    exhaust();
    for (int i = 0; i < 4; i++) {
      retryBudget.refund(0);
    }
    assertFalse(retryBudget.tryAcquire());
    retryBudget.refund(0);
    assertTrue(retryBudget.tryAcquire());
    assertFalse(retryBudget.tryAcquire());
  }

  @Test
  void refundsNeverExceedTheMaximum() {
    retryBudget.refund(50);
    itAllowsAHundredRetries();
  }

  @Test
  void concurrentRetriesDoNotExceedTheBudget() {
    AtomicInteger granted = new AtomicInteger();
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              if (retryBudget.tryAcquire()) {
                granted.incrementAndGet();
              }
            });
    assertEquals(100, granted.get());
  }

  @Test
  void anExhaustedBudgetAllowsNoRetry() {
    exhaust();
    fixture.query.then(failing());

    thrown(FakeQuery.FakeFailure.class, send());
    assertEquals(1, fixture.query.times());
  }

  @Test
  void aSuccessfulRetryIsRefunded() {
    for (int i = 0; i < 99; i++) {
      retryBudget.tryAcquire();
    }
    fixture.query.then(failing()).then(FakeQuery.done());

    CompletableFuture<String> result = send();
    fixture.time.advance(MINUTE);

    assertEquals("done", value(result));
    assertTrue(retryBudget.tryAcquire());
    assertFalse(retryBudget.tryAcquire());
  }

  private CompletableFuture<String> send() {
    CompletableFuture<String> result =
        fixture.poller.query(fixture.query, MINUTE, new FakeWaitFailures(), retryBudget);
    fixture.time.settle();
    return result;
  }

  private void exhaust() {
    while (retryBudget.tryAcquire()) {
      // Until no tokens are left.
    }
  }

  private static PollResult<String> failing() {
    return FakeQuery.failing();
  }
}
