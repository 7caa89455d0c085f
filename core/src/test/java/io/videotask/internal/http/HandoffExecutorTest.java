package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoffExecutorTest {
  private final HandoffExecutor pool = pool(Thread::new);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @AfterEach
  void shutdown() {
    pool.shutdown();
  }

  @Test
  void concurrentCallsHaveAThreadEach() throws Exception {
    int calls = 50;
    CyclicBarrier allRunning = new CyclicBarrier(calls);
    CountDownLatch done = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      pool.execute(
          "host",
          () -> {
            awaitBarrier(allRunning);
            done.countDown();
          });
    }

    assertTrue(done.await(30, TimeUnit.SECONDS));
  }

  @Test
  void aCallStartedByACompletionRunsOnItsThread() throws Exception {
    CountDownLatch left = new CountDownLatch(1000);
    pool.execute("host", () -> follow(left));

    assertTrue(left.await(30, TimeUnit.SECONDS));
    assertEquals(1, threads.size());
  }

  private void follow(CountDownLatch left) {
    threads.add(Thread.currentThread());
    left.countDown();
    if (left.getCount() > 0) {
      HandoffExecutor.completeCall(() -> pool.execute("host", () -> follow(left)));
    }
  }

  @Test
  void aCallStartedBeforeCompletionHasItsOwnThread() throws Exception {
    CountDownLatch other = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    pool.execute(
        "host",
        () -> {
          pool.execute("host", other::countDown);
          await(other);
          done.countDown();
        });

    assertTrue(done.await(30, TimeUnit.SECONDS));
  }

  @Test
  void allCallsRunUnderConcurrentSubmission() throws Exception {
    int calls = 200_000;
    AtomicInteger run = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(calls);
    for (int producer = 0; producer < 4; producer++) {
      new Thread(
              () -> {
                for (int i = 0; i < calls / 4; i++) {
                  pool.execute(
                      "host",
                      () -> {
                        run.incrementAndGet();
                        HandoffExecutor.completeCall(done::countDown);
                      });
                }
              })
          .start();
    }

    assertTrue(done.await(60, TimeUnit.SECONDS), () -> done.getCount() + " were never run");
    assertEquals(calls, run.get());
  }

  @Test
  void aCallThatThrowsDoesNotAffectOthers() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    pool.execute(
        "host",
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
          HandoffExecutor.completeCall(() -> pool.execute("host", done::countDown));
          throw new IllegalStateException("a call's");
        });

    assertTrue(done.await(30, TimeUnit.SECONDS));
  }

  @Test
  void rejectsCallsAfterShutdown() {
    pool.shutdown();

    assertThrows(RejectedExecutionException.class, () -> pool.execute("host", () -> {}));
  }

  private static HandoffExecutor pool(ThreadFactory factory) {
    return new HandoffExecutor(factory, () -> 0);
  }

  private static void awaitBarrier(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
