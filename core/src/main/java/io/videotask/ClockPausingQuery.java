package io.videotask;

import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a test clock from sending a query until its dependents have run, so that they have set the
 * next timer before time advances. Thread-safe if the query is.
 */
record ClockPausingQuery<S>(TimeSource time, StatusQuery<S> query) implements StatusQuery<S> {
  /**
   * Runs a start action with the test clock paused, so that its first timer is set before time
   * advances.
   */
  static <T> T startPaused(TimeSource time, Supplier<T> start) {
    Runnable release = time.pause();
    try {
      return start.get();
    } finally {
      release.run();
    }
  }

  /** Pauses the test clock until a request other than a query has completed. */
  static <T extends @Nullable Object> CompletableFuture<T> pausedUntilDone(
      TimeSource time, Supplier<CompletableFuture<T>> start) {
    Runnable release = time.pause();
    CompletableFuture<T> started = startOrRelease(release, start);
    started.whenComplete((done, thrown) -> release.run());
    return started;
  }

  /** Releases the clock if the request can't be started. */
  private static <T> T startOrRelease(Runnable release, Supplier<T> start) {
    try {
      return start.get();
    } catch (Throwable e) {
      release.run();
      throw e;
    }
  }

  @Override
  public CompletableFuture<PollResult<S>> send() {
    Runnable release = time.pause();
    CompletableFuture<PollResult<S>> sent = startOrRelease(release, query::send);
    // A separate future, because the dependents of one future run in no guaranteed order.
    CompletableFuture<PollResult<S>> completed = new CompletableFuture<>();
    sent.whenComplete(
        (answer, thrown) -> {
          if (thrown == null) {
            completed.complete(answer);
          } else {
            completed.completeExceptionally(thrown);
          }
          release.run();
        });
    completed.whenComplete(
        (answer, thrown) -> {
          if (completed.isCancelled()) {
            sent.cancel(true);
          }
        });
    return completed;
  }

  @Override
  public Object task() {
    return query.task();
  }

  @Override
  public Object server() {
    return query.server();
  }

  @Override
  public boolean hasChanged(S before, S now) {
    return query.hasChanged(before, now);
  }

  @Override
  public S afterUnconfirmedEnd(S doubted, S now) {
    return query.afterUnconfirmedEnd(doubted, now);
  }

  @Override
  public List<String> notes(S snapshot) {
    return query.notes(snapshot);
  }

  @Override
  public String describe(RuntimeException failure) {
    return query.describe(failure);
  }
}
