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
  void alarmsRingInTheirOrderAtTheirTimeAndAtOnce() throws InterruptedException {
    List<String> rung = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    Runnable release = time.pause();
    time.schedule(
        Duration.ofHours(2),
        () -> {
          rung.add("late at " + time.now());
          last.countDown();
        });
    time.schedule(Duration.ofHours(1), () -> rung.add("early at " + time.now()));
    time.schedule(Duration.ofHours(1), () -> rung.add("cancelled")).cancel();
    release.run();
    assertTrue(last.await(10, TimeUnit.SECONDS));
    assertEquals(List.of("early at 2026-11-21T01:00:00Z", "late at 2026-11-21T02:00:00Z"), rung);
    assertEquals(Duration.ofHours(2), time.elapsed());
  }

  @Test
  void itStandsStillWhileSomebodyHoldsIt() throws InterruptedException {
    CountDownLatch rung = new CountDownLatch(1);
    Runnable release = time.pause();
    time.schedule(Duration.ofSeconds(1), rung::countDown);
    assertFalse(rung.await(50, TimeUnit.MILLISECONDS));
    assertEquals(START, time.now());
    release.run();
    assertTrue(rung.await(10, TimeUnit.SECONDS));
  }

  @Test
  void anAlarmThatThrowsDoesNotStopTheOthers() throws InterruptedException {
    CountDownLatch rung = new CountDownLatch(1);
    Runnable release = time.pause();
    time.schedule(
        Duration.ofSeconds(1),
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
          throw new IllegalStateException("of a test");
        });
    time.schedule(Duration.ofSeconds(2), rung::countDown);
    release.run();
    assertTrue(rung.await(10, TimeUnit.SECONDS));
  }
}
