package io.videotask;

import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query during which the clock of a test stands still, from the request until everything that
 * hangs on the answer has been done: the next alarm is set by then.
 */
record ClockPausingQuery<S>(TimeSource time, StatusQuery<S> query) implements StatusQuery<S> {
  /** Begins something while the clock of a test stands still: its first alarm is set by then. */
  static <T> T begun(TimeSource time, Supplier<T> begin) {
    Runnable release = time.pause();
    try {
      return begin.get();
    } finally {
      release.run();
    }
  }

  /** A request that is no query: the clock of a test stands still until it is over. */
  static <T extends @Nullable Object> CompletableFuture<T> until(
      TimeSource time, Supplier<CompletableFuture<T>> begin) {
    Runnable release = time.pause();
    CompletableFuture<T> begun = orReleased(release, begin);
    begun.whenComplete((done, thrown) -> release.run());
    return begun;
  }

  /** What cannot even begin holds nothing any more. */
  private static <T> T orReleased(Runnable release, Supplier<T> begin) {
    try {
      return begin.get();
    } catch (Throwable e) {
      release.run();
      throw e;
    }
  }

  @Override
  public CompletableFuture<PollResult<S>> ask() {
    Runnable release = time.pause();
    CompletableFuture<PollResult<S>> look = orReleased(release, query::ask);
    // A future of our own: those of one future have no order that could be relied on.
    CompletableFuture<PollResult<S>> told = new CompletableFuture<>();
    look.whenComplete(
        (answer, thrown) -> {
          if (thrown == null) {
            told.complete(answer);
          } else {
            told.completeExceptionally(thrown);
          }
          release.run();
        });
    told.whenComplete(
        (answer, thrown) -> {
          if (told.isCancelled()) {
            look.cancel(true);
          }
        });
    return told;
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
  public S afterDoubt(S doubted, S now) {
    return query.afterDoubt(doubted, now);
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
