package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries to one server, of gateways whose rate limits differ. */
class RateLimitedQueueTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualTime time = new VirtualTime();
  private final RateLimiter slowLimit = new RateLimiter(1, time);
  private final RateLimiter fastLimit = new RateLimiter(10, time);
  private final ServerRequestQueue server =
      new ServerRequestQueue(
          time, new TimerQueue(time), new PollLogger(FakeLogger::new, Runnable::run));
  private final RateLimitedQueue slow = server.queue(slowLimit);
  private final RateLimitedQueue fast = server.queue(fastLimit);

  /** The name of each request that was sent, and the milliseconds at which it was. */
  private final List<String> sent = new ArrayList<>();

  private final class Request implements ServerRequestQueue.QueuedRequest {
    private final String name;
    private boolean wanted = true;
    private boolean sends = true;

    Request(String name) {
      this.name = name;
    }

    @Override
    public boolean isWanted() {
      return wanted;
    }

    @Override
    public boolean dispatch() {
      if (sends) {
        sent.add(name + " " + time.elapsed().toMillis());
      }
      return sends;
    }
  }

  private void enqueue(RateLimitedQueue queue, String name, int count) {
    for (int i = 0; i < count; i++) {
      queue.enqueue(new Request(name));
    }
  }

  private long count(String name) {
    return sent.stream().filter(each -> each.startsWith(name + " ")).count();
  }

  private void answer(PollResult<String> result) {
    server.finished(result, time.nanoTime(), new FakeQuery(time));
  }

  @Test
  void eachLimitHasOneQueueAtAServer() {
    assertSame(slow, server.queue(slowLimit));
    assertSame(fast, server.queue(fastLimit));
    assertNotSame(slow, fast);
  }

  @Test
  void limitsOfTwoGatewaysOnOneServerAreKeptApart() {
    enqueue(fast, "fast", 100);
    enqueue(slow, "slow", 100);

    time.advance(Duration.ofMillis(4950));

    assertEquals(5, count("slow"));
    assertEquals(50, count("fast"));
    enqueue(fast, "fast", 100);
    time.advance(Duration.ofSeconds(5));
    assertEquals(10, count("slow"));
    assertEquals(100, count("fast"));
  }

  @Test
  void queryThatWaitsForItsLimitDelaysNoneOfTheOthers() {
    enqueue(slow, "slow", 2);
    time.advance(Duration.ofMillis(300));

    enqueue(fast, "fast", 1);
    slow.enqueueUrgent(new Request("urgent"));
    time.advance(HOUR);

    assertEquals(List.of("slow 0", "fast 300", "urgent 1000", "slow 2000"), sent);
  }

  @Test
  void slotThatIsNotUsedGoesToTheNextQueryWithTheSameLimit() {
    enqueue(slow, "slow", 1);
    enqueue(fast, "fast", 1);
    Request cancelled = new Request("cancelled");
    slow.enqueue(cancelled);
    Request refused = new Request("refused");
    refused.sends = false;
    fast.enqueue(refused);
    cancelled.wanted = false;
    enqueue(fast, "fast", 2);
    time.advance(Duration.ofMillis(100));
    assertEquals(List.of("slow 0", "fast 0", "fast 100"), sent);

    // Its slot was released, and is the next that is reserved.
    assertEquals(Duration.ofMillis(900), slowLimit.reserve());
    time.advance(HOUR);
    assertEquals(List.of("slow 0", "fast 0", "fast 100", "fast 200"), sent);
  }

  @Test
  void sharesOfBothLimitsApplyFromTheirChangeOn() {
    enqueue(slow, "slow", 100);
    enqueue(fast, "fast", 1000);
    slowLimit.share(0.5);
    fastLimit.share(0.5);
    server.rateLimitChanged();

    time.advance(Duration.ofSeconds(20));

    assertEquals(1 + 10, count("slow"));
    assertEquals(1 + 100, count("fast"));
  }

  @Test
  void adaptiveLimitIsTheServersAndTheQueuesTakeTurns() {
    RateLimitedQueue first = server.queue(new RateLimiter(Double.POSITIVE_INFINITY, time));
    RateLimitedQueue second = server.queue(new RateLimiter(Double.POSITIVE_INFINITY, time));
    enqueue(first, "first", 1);
    time.advance(SECOND);
    enqueue(first, "first", 1);
    answer(failing(PollResult.RetryAdvice.RETRY_SLOWER));
    sent.clear();

    enqueue(first, "first", 100);
    enqueue(second, "second", 100);
    time.advance(Duration.ofMillis(9500));

    assertEquals(9, sent.size(), "one a second for both gateways: " + sent);
    assertTrue(Math.abs(count("first") - count("second")) <= 1, sent::toString);
  }

  @Test
  void queriesInFlightAreLimitedForTheServerAndUrgentOnesAreFirst() {
    RateLimitedQueue first = server.queue(new RateLimiter(Double.POSITIVE_INFINITY, time));
    RateLimitedQueue second = server.queue(new RateLimiter(Double.POSITIVE_INFINITY, time));
    enqueue(first, "first", 200);
    enqueue(second, "second", 200);
    assertEquals(256, sent.size());
    first.enqueueUrgent(new Request("urgent"));
    first.enqueueUrgent(new Request("urgent"));
    sent.clear();

    for (int i = 0; i < 4; i++) {
      answer(running());
    }

    assertEquals(2, count("urgent"), sent::toString);
    assertTrue(sent.get(0).startsWith("urgent") && sent.get(1).startsWith("urgent"));
  }

  @Test
  void gatewayWithItsOwnLimitDoesNotSlowOthers() {
    RateLimits limits = new RateLimits(fastLimit, Map.of("slow", slowLimit));
    PollerFixture fixture = new PollerFixture(time, limits);
    FakeQuery atSlow = new FakeQuery(time).then(running());
    FakeQuery atOthers = new FakeQuery(time).then(running());
    for (int i = 0; i < 20; i++) {
      fixture.poller.await(
          new NamedQuery("slow-" + i, "server", "slow", atSlow),
          PollerFixture.plan(HOUR, PollerFixture.every(SECOND)));
    }
    for (String gateway : List.of("one", "two")) {
      for (int i = 0; i < 4; i++) {
        fixture.poller.await(
            new NamedQuery(gateway + i, "server", gateway, atOthers),
            PollerFixture.plan(HOUR, PollerFixture.every(SECOND)));
      }
    }

    time.advance(Duration.ofSeconds(60));

    assertEquals(61, atSlow.times());
    assertTrue(atOthers.times() > 8 * 55, () -> atOthers.times() + " queries");
    for (int i = 0; i < 20; i++) {
      fixture.poller.await(
          new NamedQuery("more-" + i, "elsewhere", "one", atOthers),
          PollerFixture.plan(HOUR, PollerFixture.every(SECOND)));
    }
    int before = atOthers.times();
    time.advance(Duration.ofSeconds(60));
    assertEquals(600, atOthers.times() - before, 1, "the others share one limit");
  }
}
