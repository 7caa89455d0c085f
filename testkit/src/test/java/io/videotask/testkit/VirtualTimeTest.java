package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

  private final VirtualTime time = new VirtualTime(START);

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void timersRunInOrderAtTheirTimeWithoutDelay() throws InterruptedException {
    List<String> ran = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    Runnable resume = time.pause();
    time.schedule(
        Duration.ofHours(2),
        () -> {
          ran.add("late at " + time.now());
          last.countDown();
        });
    time.schedule(Duration.ofHours(1), () -> ran.add("early at " + time.now()));
    time.schedule(Duration.ofHours(1), () -> ran.add("cancelled")).cancel();
    resume.run();
    assertTrue(last.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("early at 2026-11-21T01:00:00Z", "late at 2026-11-21T02:00:00Z"), ran);
    assertEquals(Duration.ofHours(2), time.elapsed());
  }

  @Test
  void doesNotAdvanceWhilePaused() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Runnable resume = time.pause();
    time.schedule(Duration.ofSeconds(1), ran::countDown);
    assertFalse(ran.await(50, TimeUnit.MILLISECONDS));
    assertEquals(START, time.now());
    resume.run();
    assertTrue(ran.await(10, TimeUnit.SECONDS));
  }

  @Test
  void aThrowingTimerDoesNotStopTheOthers() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    Runnable resume = time.pause();
    time.schedule(
        Duration.ofSeconds(1),
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
          throw new IllegalStateException("of a test");
        });
    time.schedule(Duration.ofSeconds(2), ran::countDown);
    resume.run();
    assertTrue(ran.await(10, TimeUnit.SECONDS));
  }
}
