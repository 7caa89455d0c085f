package io.videotask.internal.download;

import io.videotask.download.Downloaded;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of one download, each on a thread of the pool; between steps it holds no thread.
 * Steps never overlap. The download ends once: with a result or an exception of a step, by
 * cancellation, at its deadline, or when the client is closed. The target is released after the
 * last step and before the future completes. If the caller cancels the future, or a step is blocked
 * in the caller's code, the target is released only after the future completes. Thread-safe.
 */
final class StepRunner {
  /** After this, a step for which no thread could be started is tried again. */
  private static final Duration NO_THREAD_RETRY_DELAY = Duration.ofSeconds(1);

  /** How long a stopped download waits for its running step. */
  private static final Duration MAX_GRACE = Duration.ofSeconds(1);

  private final TimeSource clock;
  private final Executor executor;
  private final Owner owner;
  private final CompletableFuture<Downloaded> result = new CompletableFuture<>();

  // Guarded by this from here on.
  private final List<Runnable> endingActions = new ArrayList<>();
  private TimeSource.@Nullable Cancellable deadline;
  private TimeSource.@Nullable Cancellable next;
  private @Nullable Runnable following;
  private @Nullable RuntimeException failureToReport;
  private boolean stepRunning;
  private boolean committed;
  private boolean done;

  /** The download whose steps are run. */
  interface Owner {
    /** Returns the exception for a client that was closed. Called from any thread. */
    RuntimeException closed();

    /** Returns the exception for a deadline that has passed. Called from any thread. */
    RuntimeException timedOut();

    /** Closes the target; does nothing when it is not open. Never called during a step. */
    void releaseTarget();
  }

  StepRunner(TimeSource clock, Executor executor, Owner owner) {
    this.clock = clock;
    this.executor = executor;
    this.owner = owner;
    result.whenComplete((downloaded, thrown) -> stop());
  }

  CompletableFuture<Downloaded> result() {
    return result;
  }

  /** Ends the download after the timeout, or immediately if it is not positive. */
  void endAfter(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      expire();
      return;
    }
    synchronized (this) {
      deadline = clock.schedule(timeout, this::expire);
    }
  }

  /** Runs an action when the download begins to end; immediately if it is already ending. */
  void onEnding(Runnable action) {
    synchronized (this) {
      if (!isEnding()) {
        endingActions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Returns whether the download has ended, or is about to. */
  synchronized boolean isEnding() {
    return done || failureToReport != null;
  }

  /**
   * Begins the commit: from now on only the running step can end the download.
   *
   * @return false if the download is ending already
   */
  synchronized boolean tryCommit() {
    committed = !isEnding();
    return committed;
  }

  /**
   * Runs a step on a thread of the pool, after the running one if there is one; not at all if the
   * download is ending by then. If no thread can be started, the step is tried again later.
   */
  void run(Runnable step) {
    Runnable resumeClock = clock.pause();
    try {
      executor.execute(
          () -> {
            try {
              perform(step);
            } finally {
              resumeClock.run();
            }
          });
    } catch (RejectedExecutionException e) {
      resumeClock.run();
      close();
    } catch (OutOfMemoryError e) {
      resumeClock.run();
      runAfter(NO_THREAD_RETRY_DELAY, step);
    }
  }

  /** Runs a step after a delay. */
  synchronized void runAfter(Duration delay, Runnable step) {
    if (!isEnding()) {
      next = clock.schedule(delay, () -> run(step));
    }
  }

  /** Ends the download with its result; called by a step. */
  void complete(Downloaded downloaded) {
    owner.releaseTarget();
    result.complete(downloaded);
  }

  /** Ends the download because the client is closed. */
  void close() {
    fail(owner.closed());
  }

  private void expire() {
    synchronized (this) {
      if (committed) {
        return;
      }
    }
    fail(owner.timedOut());
  }

  /**
   * Ends the download from another thread. The running step completes the future, after it has
   * closed the files; after a grace period a timer does, in case the step is blocked in the
   * caller's channel.
   */
  private void fail(RuntimeException failure) {
    boolean idle;
    synchronized (this) {
      if (failureToReport != null) {
        return;
      }
      failureToReport = failure;
      idle = !stepRunning;
      if (!idle) {
        idle = !startGracePeriod(failure);
      }
    }
    runEndingActions();
    if (idle) {
      owner.releaseTarget();
      result.completeExceptionally(failure);
    }
  }

  /** Returns false if no timer can be set, for example because the clock's owner has closed it. */
  private synchronized boolean startGracePeriod(RuntimeException failure) {
    try {
      next = clock.schedule(MAX_GRACE, () -> result.completeExceptionally(failure));
      return true;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  private void perform(Runnable first) {
    synchronized (this) {
      if (isEnding()) {
        return;
      }
      if (stepRunning) {
        // The running step has started something that is done already.
        following = first;
        return;
      }
      stepRunning = true;
    }
    Runnable step = first;
    while (step != null) {
      step = performOne(step);
    }
  }

  /** Runs a step, and returns the one that was submitted meanwhile; null for none. */
  private @Nullable Runnable performOne(Runnable step) {
    Throwable thrown = null;
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    Runnable after;
    boolean last;
    synchronized (this) {
      thrown = failureToReport == null ? thrown : failureToReport;
      last = done || thrown != null;
      after = last ? null : following;
      following = null;
      stepRunning = after != null;
    }
    if (last) {
      owner.releaseTarget();
    }
    if (thrown != null) {
      result.completeExceptionally(thrown);
    }
    return after;
  }

  /**
   * Stops everything, because the future has completed, possibly because the caller cancelled it.
   */
  private void stop() {
    boolean idle;
    synchronized (this) {
      done = true;
      idle = !stepRunning;
      if (deadline != null) {
        deadline.cancel();
      }
      if (next != null) {
        next.cancel();
      }
    }
    runEndingActions();
    if (idle) {
      owner.releaseTarget();
    }
  }

  private void runEndingActions() {
    List<Runnable> actions;
    synchronized (this) {
      actions = List.copyOf(endingActions);
      endingActions.clear();
    }
    actions.forEach(Runnable::run);
  }
}
