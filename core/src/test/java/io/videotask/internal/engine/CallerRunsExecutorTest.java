package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallerRunsExecutorTest {
  private final CallerRunsExecutor<String> caller = new CallerRunsExecutor<>();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  @Test
  void tasksRunOnTheWaitingThread() throws Exception {
    List<Thread> by = new ArrayList<>();
    caller.execute(() -> by.add(Thread.currentThread()));
    new Thread(
            () ->
                caller.execute(
                    () -> {
                      by.add(Thread.currentThread());
                      caller.execute(() -> answer.complete("done"));
                    }))
        .start();

    assertEquals("done", caller.get(answer));
    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), by);
  }

  @Test
  void anotherThreadMayCompleteTheFuture() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    caller.execute(waiting::countDown);
    new Thread(
            () -> {
              try {
                waiting.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              answer.complete("from afar");
            })
        .start();

    assertEquals("from afar", caller.get(answer));
  }

  @Test
  void tasksAfterTheEndRunOnTheirOwnThread() throws Exception {
    List<String> done = new ArrayList<>();
    caller.execute(
        () -> {
          answer.complete("early");
          caller.execute(() -> done.add("left behind"));
        });
    caller.get(answer);

    caller.execute(() -> done.add("late"));

    assertEquals(List.of("left behind", "late"), done);
  }

  @Test
  void aFailureIsThrown() {
    IllegalStateException failure = new IllegalStateException();
    caller.execute(() -> answer.completeExceptionally(failure));
    assertEquals(
        failure, assertThrows(ExecutionException.class, () -> caller.get(answer)).getCause());
  }

  @Test
  void anInterruptCancelsTheFuture() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> caller.get(answer));
    assertTrue(answer.isCancelled());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** A request would consume the interrupt, fail because of it, and be retried. */
  @Test
  void anInterruptedThreadCancelsBeforeItRunsATask() {
    List<Boolean> cancelledBefore = new ArrayList<>();
    caller.execute(() -> cancelledBefore.add(answer.isCancelled()));
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> caller.get(answer));

    assertEquals(List.of(true), cancelledBefore);
  }

  @Test
  void stopIfInterruptedSeesAnInterruptDuringATask() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    answer.whenComplete((value, thrown) -> cancelled.countDown());
    caller.stopIfInterrupted();
    caller.execute(
        () -> {
          Thread.currentThread().interrupt();
          interrupted.countDown();
          boolean noticed = false;
          while (!noticed) {
            // Blocking socket I/O would not notice the interrupt either.
            noticed = cancelled.getCount() == 0;
            Thread.onSpinWait();
          }
        });
    new Thread(
            () -> {
              try {
                assertTrue(interrupted.await(20, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              caller.stopIfInterrupted();
            })
        .start();

    assertThrows(InterruptedException.class, () -> caller.get(answer));
  }

  @Test
  void aCompletedFutureIsReturnedDespiteAnInterrupt() throws Exception {
    answer.complete("done");
    Thread.currentThread().interrupt();
    assertEquals("done", caller.get(answer));
    assertTrue(Thread.interrupted(), "the flag is still set");
  }
}
