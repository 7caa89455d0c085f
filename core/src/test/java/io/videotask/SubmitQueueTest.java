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
  private final AtomicReference<@Nullable Runnable> timer = new AtomicReference<>();
  private final Clock clock = new Clock();
  private final RateLimiter rateLimiter = new RateLimiter(1, clock);
  private final SubmitQueue queue = new SubmitQueue(clock, rateLimiter);

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
      timer.set(task);
      return () -> timer.set(null);
    }
  }

  private SubmitQueue.QueuedSubmit submit(String name) {
    return new SubmitQueue.QueuedSubmit() {
      @Override
      public void send() {
        events.add(name);
      }

      @Override
      public void fail(Throwable cause) {
        events.add(name + " failed");
      }
    };
  }

  private void advance(Duration duration) {
    clock.now += duration.toNanos();
    Runnable due = timer.getAndSet(null);
    if (due != null) {
      due.run();
    }
  }

  @Test
  void sendsInOrderAtTheRateLimit() {
    queue.enqueue(submit("a"));
    queue.enqueue(submit("b"));
    queue.enqueue(submit("c"));
    assertEquals(List.of("a"), events);
    advance(Duration.ofSeconds(1));
    assertEquals(List.of("a", "b"), events);
    advance(Duration.ofSeconds(1));
    assertEquals(List.of("a", "b", "c"), events);
  }

  @Test
  void aCancelledSubmitConsumesNoSlot() {
    queue.enqueue(submit("a"));
    List<SubmitQueue.QueuedSubmit> cancelled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      SubmitQueue.QueuedSubmit submit = submit("cancelled");
      cancelled.add(submit);
      queue.enqueue(submit);
    }
    cancelled.forEach(queue::remove);

    assertEquals(Duration.ofSeconds(1), rateLimiter.reserve(), "the slot right after the first");
    assertEquals(List.of("a"), events);
  }

  @Test
  void aSubmitThatWaitsIsSentSoonerWhenTheShareOfTheLimitGrows() {
    queue.enqueue(submit("a"));
    queue.enqueue(submit("b"));
    rateLimiter.share(0.001);
    queue.rateLimitChanged();
    advance(Duration.ofMinutes(15));
    assertEquals(List.of("a"), events);

    rateLimiter.share(0.5);
    queue.rateLimitChanged();
    clock.now += Duration.ofMillis(199).toNanos();
    queue.rateLimitChanged();
    assertEquals(List.of("a"), events);
    advance(Duration.ofMillis(1));
    assertEquals(List.of("a", "b"), events);
  }

  @Test
  void aSubmitThatCannotBeTimedFailsAndIsNeverSent() {
    queue.enqueue(submit("a"));
    clock.broken = true;
    queue.enqueue(submit("b"));
    assertEquals(List.of("a", "b failed"), events);
    clock.broken = false;
    advance(Duration.ofSeconds(5));
    queue.enqueue(submit("c"));

    assertEquals(List.of("a", "b failed", "c"), events);
  }
}
