package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.SystemTimeSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackExecutorTest {
  private final SystemTimeSource time = new SystemTimeSource();
  private final CallbackExecutor executor = new CallbackExecutor(time);

  @AfterEach
  void close() {
    executor.close();
    time.close();
  }

  @Test
  void quickCallbacksShareOneThread() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(10_000);
    for (int i = 0; i < 10_000; i++) {
      executor.execute(
          () -> {
            threads.add(Thread.currentThread().getName());
            all.countDown();
          });
    }

    assertTrue(all.await(30, TimeUnit.SECONDS));
    assertTrue(threads.size() <= 4, () -> threads + " for work that takes no time");
  }

  @Test
  void aBlockingCallbackDelaysNoOther() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      executor.execute(() -> await(never));
    }
    CountDownLatch through = new CountDownLatch(1);
    executor.execute(through::countDown);

    assertTrue(through.await(30, TimeUnit.SECONDS));
    never.countDown();
  }

  @Test
  void itsThreadsAreDaemons() throws Exception {
    CompletableFuture<Boolean> daemon = new CompletableFuture<>();
    // A thread that a daemon thread starts would be a daemon anyway.
    Thread program =
        new Thread(
            () -> executor.execute(() -> daemon.complete(Thread.currentThread().isDaemon())));
    program.setDaemon(false);
    program.start();

    assertTrue(daemon.get(30, TimeUnit.SECONDS));
  }

  @Test
  void tasksAfterCloseRunOnTheCallingThread() {
    executor.close();
    String[] ranOn = new String[1];

    executor.execute(() -> ranOn[0] = Thread.currentThread().getName());

    assertEquals(Thread.currentThread().getName(), ranOn[0]);
  }

  @Test
  void manyBlockingCallbacksDelayOthersOnlyBriefly() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 300; i++) {
      executor.execute(() -> await(never));
    }
    CountDownLatch through = new CountDownLatch(1);
    executor.execute(through::countDown);

    assertTrue(through.await(10, TimeUnit.SECONDS));
    never.countDown();
  }

  @Test
  void aTaskRunsOnceAThreadCanBeStarted() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(3);
    try (CallbackExecutor scarce =
        new CallbackExecutor(
            time,
            "short-",
            thread -> {
              if (refused.incrementAndGet() < 6) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              thread.start();
            })) {
      for (int i = 0; i < 3; i++) {
        scarce.execute(ran::countDown);
      }

      assertTrue(ran.await(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void closeRunsTasksWithoutAThread() {
    AtomicInteger ran = new AtomicInteger();
    CallbackExecutor none =
        new CallbackExecutor(
            time,
            "none-",
            thread -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    none.execute(ran::incrementAndGet);
    none.execute(
        () -> {
          throw new StackOverflowError("a callback's");
        });
    none.execute(ran::incrementAndGet);

    none.close();

    assertEquals(2, ran.get());
  }

  @Test
  void exceptionsAndInterruptsDoNotAffectLaterTasks() throws Exception {
    executor.execute(
        () -> {
          throw new StackOverflowError("a callback's");
        });
    executor.execute(() -> Thread.currentThread().interrupt());
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    executor.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));

    assertFalse(interrupted.get(30, TimeUnit.SECONDS));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
