package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.HistoryKey;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenWaitsTest {
  private final VirtualTime time = new VirtualTime();
  private final TaskPoller<String> poller =
      new TaskPoller<>(
          new PollerContext(
              time,
              new Random(1),
              new RateLimits(new RateLimiter(1, time)),
              PollerFixture.CALLER_RUNS,
              new PollLogger(FakeLogger::new, Runnable::run)),
          new FakeQuery(time),
          PollerFixture.plan(Duration.ofHours(1)),
          PollState.begin(HistoryKey.ANY, false, time.nanoTime()),
          time.nanoTime());
  private final OpenWaits<String> waits = new OpenWaits<>();

  private WaitFuture<String> add(long deadline) {
    WaitFuture<String> wait = new WaitFuture<>(poller, new FakeWaitFailures(), deadline);
    waits.add(wait);
    return wait;
  }

  @Test
  void nextDeadlineIsTheEarliestThoughTheClockWrapsAround() {
    assertEquals(7, waits.nextDeadline(7), "now, without a wait");

    add(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, waits.nextDeadline(7));
    add(Long.MAX_VALUE - 5);
    add(Long.MIN_VALUE + 5);

    assertEquals(Long.MAX_VALUE - 5, waits.nextDeadline(7));
  }

  @Test
  void expiredReturnsWaitsWhoseDeadlineHasPassed() {
    WaitFuture<String> one = add(10);
    WaitFuture<String> other = add(11);
    add(12);

    assertEquals(List.of(), waits.expired(9));
    assertEquals(Set.of(one, other), Set.copyOf(waits.expired(11)));
  }

  @Test
  void eachIsRemovedOnceWhateverItsPosition() {
    WaitFuture<String> first = add(1);
    WaitFuture<String> middle = add(2);
    WaitFuture<String> last = add(3);

    assertTrue(waits.remove(middle));
    assertFalse(waits.remove(middle));
    assertEquals(Set.of(first, last), Set.copyOf(waits.all()));
    assertTrue(waits.remove(first));
    assertTrue(waits.remove(last));
    assertTrue(waits.isEmpty());
    assertFalse(waits.remove(last));
  }
}
