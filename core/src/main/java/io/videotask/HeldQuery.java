package io.videotask;

import io.videotask.poll.Look;
import io.videotask.poll.Query;
import io.videotask.poll.Time;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query during which the clock of a test stands still, from the request until everything that
 * hangs on the answer has been done: the next alarm is set by then.
 */
record HeldQuery<S>(Time time, Query<S> query) implements Query<S> {
  /** Begins something while the clock of a test stands still: its first alarm is set by then. */
  static <T> T begun(Time time, Supplier<T> begin) {
    Runnable release = time.hold();
    try {
      return begin.get();
    } finally {
      release.run();
    }
  }

  /** A request that is no query: the clock of a test stands still until it is over. */
  static <T extends @Nullable Object> CompletableFuture<T> until(
      Time time, Supplier<CompletableFuture<T>> begin) {
    Runnable release = time.hold();
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
  public CompletableFuture<Look<S>> ask() {
    Runnable release = time.hold();
    CompletableFuture<Look<S>> look = orReleased(release, query::ask);
    // A future of our own: those of one future have no order that could be relied on.
    CompletableFuture<Look<S>> told = new CompletableFuture<>();
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
