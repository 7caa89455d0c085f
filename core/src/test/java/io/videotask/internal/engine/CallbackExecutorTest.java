package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackExecutorTest {
  private final SystemTimeSource time = new SystemTimeSource();
  private final CallbackExecutor executor = new CallbackExecutor(time, "callbacks-");

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
            false,
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
  void anIdleThreadIsKeptForTheTimeWhenNoOtherCanBeStarted() throws Exception {
    AtomicInteger started = new AtomicInteger();
    try (CallbackExecutor keeping =
        new CallbackExecutor(
            new LeapingTime(),
            "kept-",
            true,
            thread -> {
              if (started.getAndIncrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              thread.start();
            })) {
      for (int i = 0; i < 20; i++) {
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        keeping.execute(() -> ran.complete(true));
        assertTrue(ran.get(20, TimeUnit.SECONDS));
      }
    }
    assertEquals(1, started.get());
  }

  @Test
  void ensureThreadReportsWhetherThereIsOne() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    try (CallbackExecutor scarce =
        new CallbackExecutor(
            time,
            "scarce-",
            true,
            thread -> {
              if (refused.getAndIncrement() == 0) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              thread.start();
            })) {
      assertThrows(OutOfMemoryError.class, scarce::ensureThread);
      scarce.ensureThread();
      scarce.ensureThread();

      assertEquals(2, refused.get());
      CompletableFuture<Boolean> ran = new CompletableFuture<>();
      scarce.execute(() -> ran.complete(true));
      assertTrue(ran.get(20, TimeUnit.SECONDS));
    }
  }

  /** A clock on which each look at the time takes a minute, so that every idle time is long. */
  private static final class LeapingTime implements TimeSource {
    private final AtomicLong minutes = new AtomicLong();

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return TimeUnit.MINUTES.toNanos(minutes.getAndIncrement());
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }

  @Test
  void closeRunsTasksWithoutAThread() {
    AtomicInteger ran = new AtomicInteger();
    CallbackExecutor none =
        new CallbackExecutor(
            time,
            "none-",
            false,
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
