package io.videotask.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeSourceTest {
  private final SystemTimeSource time = new SystemTimeSource();

  @AfterEach
  void close() {
    time.close();
  }

  /** Returns what the timer's thread computes. */
  private <T> T onTheTimerThread(Supplier<T> found) throws Exception {
    CompletableFuture<T> ran = new CompletableFuture<>();
    time.schedule(Duration.ZERO, () -> ran.complete(found.get()));
    return ran.get(30, TimeUnit.SECONDS);
  }

  @Test
  void returnsTheSystemTime() {
    Instant before = Instant.now();
    Instant shown = time.now();
    Instant after = Instant.now();

    assertFalse(shown.isBefore(before) || shown.isAfter(after));
    long nanosBefore = System.nanoTime();
    long nanos = time.nanoTime();
    long nanosAfter = System.nanoTime();
    assertTrue(nanos - nanosBefore >= 0 && nanosAfter - nanos >= 0);
  }

  @Test
  void theGranularityIsEightMilliseconds() {
    assertEquals(Duration.ofMillis(8), time.granularity());
  }

  @Test
  void itsThreadIsADaemon() throws Exception {
    // A thread that a daemon thread starts would be a daemon anyway.
    Thread program = new Thread(() -> time.schedule(Duration.ZERO, () -> {}));
    program.setDaemon(false);
    program.start();
    program.join();

    assertTrue(onTheTimerThread(() -> Thread.currentThread().isDaemon()));
    assertEquals("videotask-timer", onTheTimerThread(() -> Thread.currentThread().getName()));
  }

  @Test
  void aCancelledTaskDoesNotRun() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    CompletableFuture<Void> busy = new CompletableFuture<>();
    time.schedule(Duration.ZERO, busy::join);
    TimeSource.Cancellable task = time.schedule(Duration.ZERO, () -> ran.set(true));

    task.cancel();
    busy.complete(null);

    assertFalse(onTheTimerThread(ran::get));
  }

  @Test
  void aDelayLongerThanTheTimerSupportsIsAccepted() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.set(true)).cancel();
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.set(true));

    assertFalse(onTheTimerThread(ran::get));
  }

  @Test
  void theDefaultsAreExactAndPauseNothing() {
    VirtualTime virtual = new VirtualTime();

    assertEquals(Duration.ZERO, virtual.granularity());
    virtual.pause().run();
    assertEquals(Duration.ZERO, virtual.elapsed());
  }
}
