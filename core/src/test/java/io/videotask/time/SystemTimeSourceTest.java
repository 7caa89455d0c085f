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

  /** What the timer's thread finds. */
  private <T> T onTheTimer(Supplier<T> found) throws Exception {
    CompletableFuture<T> rung = new CompletableFuture<>();
    time.schedule(Duration.ZERO, () -> rung.complete(found.get()));
    return rung.get(30, TimeUnit.SECONDS);
  }

  @Test
  void showsTheMachinesTime() {
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
  void wakesUpEveryEightMillisecondsAtMost() {
    assertEquals(Duration.ofMillis(8), time.granularity());
  }

  @Test
  void itsThreadKeepsNoProgramAlive() throws Exception {
    // Begun by a daemon it would be one anyway.
    Thread program = new Thread(() -> time.schedule(Duration.ZERO, () -> {}));
    program.setDaemon(false);
    program.start();
    program.join();

    assertTrue(onTheTimer(() -> Thread.currentThread().isDaemon()));
    assertEquals("videotask-timer", onTheTimer(() -> Thread.currentThread().getName()));
  }

  @Test
  void anAlarmThatIsCancelledDoesNotRing() throws Exception {
    AtomicBoolean rung = new AtomicBoolean();
    CompletableFuture<Void> busy = new CompletableFuture<>();
    time.schedule(Duration.ZERO, busy::join);
    TimeSource.Cancellable alarm = time.schedule(Duration.ZERO, () -> rung.set(true));

    alarm.cancel();
    busy.complete(null);

    assertFalse(onTheTimer(rung::get));
  }

  @Test
  void anAlarmForTheEndOfTimeIsAnAlarm() throws Exception {
    AtomicBoolean rung = new AtomicBoolean();
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> rung.set(true)).cancel();
    time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> rung.set(true));

    assertFalse(onTheTimer(rung::get));
  }

  @Test
  void aClockOfOnesOwnIsExactAndNeedsNoHolding() {
    VirtualTime virtual = new VirtualTime();

    assertEquals(Duration.ZERO, virtual.granularity());
    virtual.pause().run();
    assertEquals(Duration.ZERO, virtual.elapsed());
  }
}
