package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.internal.engine.RateLimiter;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmitQueueTest {
  private final List<String> events = new ArrayList<>();
  private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();
  private final Clock clock = new Clock();
  private final RateLimiter pace = new RateLimiter(1, clock);
  private final SubmitQueue queue = new SubmitQueue(clock, pace);

  private final class Clock implements TimeSource {
    private long now;
    private boolean broken;

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      if (broken) {
        throw new OutOfMemoryError("unable to create native thread");
      }
      alarm.set(task);
      return () -> alarm.set(null);
    }
  }

  private SubmitQueue.Turn turn(String name) {
    return new SubmitQueue.Turn() {
      @Override
      public void begin() {
        events.add(name);
      }

      @Override
      public void refuse(Throwable why) {
        events.add(name + " refused");
      }
    };
  }

  private void pass(Duration duration) {
    clock.now += duration.toNanos();
    Runnable due = alarm.getAndSet(null);
    if (due != null) {
      due.run();
    }
  }

  @Test
  void theyLeaveInOrderAtTheRate() {
    queue.enter(turn("a"));
    queue.enter(turn("b"));
    queue.enter(turn("c"));
    assertEquals(List.of("a"), events);
    pass(Duration.ofSeconds(1));
    assertEquals(List.of("a", "b"), events);
    pass(Duration.ofSeconds(1));
    assertEquals(List.of("a", "b", "c"), events);
  }

  @Test
  void whatIsCancelledCostsNoRate() {
    queue.enter(turn("a"));
    List<SubmitQueue.Turn> cancelled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      SubmitQueue.Turn turn = turn("cancelled");
      cancelled.add(turn);
      queue.enter(turn);
    }
    cancelled.forEach(queue::leave);

    assertEquals(Duration.ofSeconds(1), pace.reserve(), "the slot right after the first");
    assertEquals(List.of("a"), events);
  }

  @Test
  void whatCannotBeTimedIsRefusedAndNeverSent() {
    queue.enter(turn("a"));
    clock.broken = true;
    queue.enter(turn("b"));
    assertEquals(List.of("a", "b refused"), events);
    clock.broken = false;
    pass(Duration.ofSeconds(5));
    queue.enter(turn("c"));

    assertEquals(List.of("a", "b refused", "c"), events);
  }
}
