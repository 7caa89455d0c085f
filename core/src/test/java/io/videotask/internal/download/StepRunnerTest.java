package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.download.Downloaded;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the steps of a download are run, and how it ends. */
class StepRunnerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Downloaded VIDEO = new Downloaded(Tasks.REF, null, 7, null, null);

  private final VirtualTime clock = new VirtualTime();
  private final Deque<Runnable> executor = new ArrayDeque<>();
  private final List<String> log = new ArrayList<>();
  private final RuntimeException closed = new IllegalStateException("closed");
  private final RuntimeException timedOut = new IllegalStateException("timed out");
  private final StepRunner.Owner owner =
      new StepRunner.Owner() {
        @Override
        public RuntimeException closed() {
          return closed;
        }

        @Override
        public RuntimeException timedOut() {
          return timedOut;
        }

        @Override
        public void releaseTarget() {
          if (!log.contains("released")) {
            log.add("released");
          }
        }
      };
  private final StepRunner steps = steps(executor::add);

  private StepRunner steps(Executor threads) {
    StepRunner runner = new StepRunner(clock, threads, owner);
    runner.result().whenComplete((video, thrown) -> log.add("completed"));
    runner.onEnding(() -> log.add("ending"));
    return runner;
  }

  private void perform() {
    executor.remove().run();
  }

  private @Nullable Throwable failure() {
    return assertThrows(CompletionException.class, steps.result()::join).getCause();
  }

  @Test
  void resultCompletesAfterTargetIsReleased() {
    steps.run(
        () -> {
          log.add("step");
          steps.complete(VIDEO);
        });
    assertEquals(List.of(), log);
    perform();

    assertSame(VIDEO, steps.result().join());
    assertEquals(List.of("step", "released", "completed", "ending"), log);
    assertTrue(steps.isEnding());
  }

  @Test
  void exceptionOfStepEndsDownload() {
    IllegalArgumentException thrown = new IllegalArgumentException();
    steps.run(
        () -> {
          throw thrown;
        });
    perform();

    assertSame(thrown, failure());
    assertEquals("released", log.get(0));
  }

  @Test
  void errorOfStepEndsDownload() {
    steps.run(
        () -> {
          throw new StackOverflowError();
        });
    perform();

    assertInstanceOf(StackOverflowError.class, failure());
  }

  @Test
  void stepThatStartsDoneStepDoesNotOverlapIt() {
    steps.run(
        () -> {
          steps.run(() -> log.add("second"));
          perform();
          log.add("first");
        });
    perform();

    assertEquals(List.of("first", "second"), log);
    assertTrue(executor.isEmpty());
    steps.run(() -> log.add("third"));
    perform();
    assertEquals(List.of("first", "second", "third"), log);
  }

  @Test
  void stepAfterFailedOneIsNotRun() {
    steps.run(
        () -> {
          steps.run(() -> log.add("second"));
          perform();
          throw new IllegalArgumentException();
        });
    perform();

    assertFalse(log.contains("second"));
  }

  @Test
  void delayedStepRunsAfterDelay() {
    steps.runAfter(SECOND, () -> log.add("step"));
    clock.advance(Duration.ofMillis(999));
    assertTrue(executor.isEmpty());
    clock.advance(Duration.ofMillis(1));
    perform();

    assertEquals(List.of("step"), log);
  }

  @Test
  void deadlineEndsIdleDownloadAtOnce() {
    steps.endAfter(SECOND);
    steps.runAfter(Duration.ofHours(1), () -> log.add("step"));
    clock.advance(SECOND);

    assertSame(timedOut, failure());
    assertEquals(List.of("ending", "released", "completed"), log);
    assertEquals(0, clock.timers());
  }

  @Test
  void deadlineThatHasPassedEndsDownloadAtOnce() {
    steps.endAfter(Duration.ZERO);

    assertSame(timedOut, failure());
    steps.run(() -> log.add("step"));
    perform();
    steps.runAfter(SECOND, () -> log.add("step"));
    assertEquals(0, clock.timers());
    assertFalse(log.contains("step"));
  }

  @Test
  void negativeTimeoutHasPassed() {
    steps.endAfter(Duration.ofMillis(-1));

    assertSame(timedOut, failure());
  }

  @Test
  void runningStepEndsBeforeFutureFails() {
    steps.endAfter(SECOND);
    steps.run(
        () -> {
          clock.advance(SECOND);
          assertTrue(steps.isEnding());
          assertFalse(steps.result().isDone());
          assertFalse(steps.tryCommit());
          log.add("step");
          throw new IllegalArgumentException("broken off");
        });
    perform();

    assertSame(timedOut, failure());
    assertEquals(List.of("ending", "step", "released", "completed"), log);
  }

  @Test
  void blockedStepHasSecondOfGrace() {
    steps.endAfter(SECOND);
    steps.run(
        () -> {
          clock.advance(Duration.ofMillis(1_999));
          assertFalse(steps.result().isDone());
          clock.advance(Duration.ofMillis(1));
          assertSame(timedOut, failure());
          assertFalse(log.contains("released"), "the step still uses the target");
        });
    perform();

    assertEquals("released", log.get(log.size() - 1));
  }

  @Test
  void committedDownloadDoesNotTimeOut() {
    steps.endAfter(SECOND);
    steps.run(
        () -> {
          assertTrue(steps.tryCommit());
          clock.advance(Duration.ofHours(1));
          steps.complete(VIDEO);
        });
    perform();

    assertSame(VIDEO, steps.result().join());
  }

  @Test
  void cancelledFutureStopsDelayedStep() {
    steps.endAfter(Duration.ofHours(1));
    steps.runAfter(SECOND, () -> log.add("step"));

    steps.result().cancel(false);

    assertEquals(0, clock.timers());
    assertEquals(List.of("completed", "ending", "released"), log);
  }

  @Test
  void cancelledFutureLetsRunningStepRelease() {
    steps.run(
        () -> {
          steps.result().cancel(false);
          assertFalse(log.contains("released"));
          log.add("step");
        });
    perform();

    assertEquals(List.of("completed", "ending", "step", "released"), log);
  }

  @Test
  void closedClientEndsIdleDownload() {
    steps.close();
    steps.close();

    assertSame(closed, failure());
    assertEquals(List.of("ending", "released", "completed"), log);
  }

  @Test
  void rejectedStepClosesDownload() {
    StepRunner rejected =
        steps(
            step -> {
              throw new RejectedExecutionException();
            });
    rejected.run(() -> log.add("step"));

    assertSame(closed, assertThrows(CompletionException.class, rejected.result()::join).getCause());
  }

  @Test
  void lateEndingActionRunsAtOnce() {
    steps.close();
    log.clear();
    steps.onEnding(() -> log.add("late"));

    assertEquals(List.of("late"), log);
  }

  @Test
  void stepThatGetsNoThreadIsTriedAgainUntilTheDeadline() {
    List<Runnable> tried = new ArrayList<>();
    StepRunner scarce =
        steps(
            task -> {
              tried.add(task);
              if (tried.size() < 3) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    scarce.endAfter(Duration.ofSeconds(10));
    scarce.run(() -> scarce.complete(VIDEO));
    assertEquals(1, tried.size());

    clock.advance(SECOND.multipliedBy(2));

    assertEquals(3, tried.size());
    assertSame(VIDEO, scarce.result().join());
  }

  @Test
  void downloadThatGetsNoThreadEndsAtItsDeadline() {
    StepRunner none =
        steps(
            task -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    none.endAfter(SECOND.multipliedBy(3));
    none.run(() -> none.complete(VIDEO));

    clock.advance(SECOND.multipliedBy(3));

    assertSame(timedOut, assertThrows(CompletionException.class, none.result()::join).getCause());
  }
}
