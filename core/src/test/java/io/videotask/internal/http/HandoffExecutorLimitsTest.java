package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bound of the threads, their fair share between servers, and failures to start one. */
class HandoffExecutorLimitsTest {
  private static final long START_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger available = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicLong clock = new AtomicLong();
  private final CountDownLatch released = new CountDownLatch(1);
  private final HandoffExecutor pool = new HandoffExecutor(this::thread, clock::get);

  @AfterEach
  void release() {
    released.countDown();
    pool.shutdown();
  }

  private Thread thread(Runnable task) {
    if (available.getAndDecrement() <= 0) {
      available.incrementAndGet();
      throw new OutOfMemoryError("unable to create native thread");
    }
    started.incrementAndGet();
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private void executeBlockedCalls(Object server, int calls) {
    for (int i = 0; i < calls; i++) {
      pool.execute(server, () -> await(released));
    }
  }

  private void assertCallsRun(Object server) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      pool.execute(server, done::countDown);
    }
    assertTrue(done.await(30, TimeUnit.SECONDS), "the healthy server's calls are run");
  }

  @Test
  void oneServerRuns256CallsConcurrently() {
    executeBlockedCalls("one", 1000);

    assertEquals(256, started.get());
  }

  @Test
  void blockedServersLeaveThreadsToAHealthyOne() throws Exception {
    for (int server = 0; server < 4; server++) {
      executeBlockedCalls("silent" + server, 200);
    }
    assertCallsRun("healthy");
    assertTrue(started.get() <= FairCallQueue.BOUND + FairCallQueue.RESERVE, started::toString);
  }

  @Test
  void fortyBlockedServersLeaveThreadsToAHealthyOne() throws Exception {
    for (int round = 0; round < 50; round++) {
      for (int server = 0; server < 40; server++) {
        executeBlockedCalls("silent" + server, 1);
      }
    }
    assertCallsRun("healthy");
    assertTrue(started.get() <= FairCallQueue.BOUND + FairCallQueue.RESERVE, started::toString);
  }

  @Test
  void threeHundredBlockedServersLeaveOneToAHealthyOne() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (int server = 0; server < 300; server++) {
        executeBlockedCalls("silent" + server, 1);
      }
    }
    assertCallsRun("healthy");
  }

  @Test
  void thousandsOfServersStayWithinTheBound() {
    for (int server = 0; server < 2000; server++) {
      executeBlockedCalls("silent" + server, 1);
    }
    assertEquals(FairCallQueue.BOUND + FairCallQueue.RESERVE, started.get());
  }

  @Test
  void allQueuedCallsRunOnceThreadsAreFree() throws Exception {
    CountDownLatch run = new CountDownLatch(4000);
    for (int i = 0; i < 4000; i++) {
      pool.execute(
          "server" + i % 7,
          () -> {
            await(released);
            run.countDown();
          });
    }
    released.countDown();

    assertTrue(run.await(60, TimeUnit.SECONDS), () -> run.getCount() + " were never run");
  }

  @Test
  void aRejectedCallNeverRuns() throws Exception {
    available.set(0);
    List<String> run = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertThrows(
          RejectedExecutionException.class, () -> pool.execute("host", () -> run.add("late")));
    }
    available.set(Integer.MAX_VALUE);

    assertCallsRun("host");
    assertEquals(List.of(), run);
  }

  @Test
  void fewThreadsServeAllServers() throws Exception {
    available.set(4);
    executeBlockedCalls("silent", 3);
    CountDownLatch done = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      pool.execute("healthy" + i % 3, done::countDown);
    }

    assertTrue(done.await(30, TimeUnit.SECONDS), () -> done.getCount() + " were never run");
    assertEquals(4, started.get());
  }

  @Test
  void triesToStartThreadsAgainAfterADelay() {
    available.set(2);
    executeBlockedCalls("silent", 10);
    assertEquals(2, started.get());
    available.set(Integer.MAX_VALUE);
    executeBlockedCalls("silent", 1);
    assertEquals(2, started.get(), "not tried again at once");

    clock.addAndGet(START_RETRY_NANOS);
    executeBlockedCalls("other", 1);

    assertEquals(3, started.get());
  }

  @Test
  void aFactoryThatReturnsNullIsRejected() {
    HandoffExecutor none = new HandoffExecutor(task -> null, clock::get);

    assertThrows(RejectedExecutionException.class, () -> none.execute("host", () -> {}));
  }

  @Test
  void aCancelledCallDoesNotRun() throws Exception {
    executeBlockedCalls("host", 256);
    AtomicInteger run = new AtomicInteger();
    Runnable cancellation = pool.execute("host", run::incrementAndGet);
    cancellation.run();
    released.countDown();

    assertCallsRun("host");
    assertEquals(0, run.get());
  }

  @Test
  void anInterruptFlagLeftByACallIsCleared() throws Exception {
    pool.execute("host", () -> Thread.currentThread().interrupt());

    for (int i = 0; i < 20; i++) {
      assertCallsRun("host");
    }
    assertDoesNotThrow(pool::shutdown);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
