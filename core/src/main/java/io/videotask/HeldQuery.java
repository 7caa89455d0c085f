package io.videotask;

import io.videotask.poll.Look;
import io.videotask.poll.Query;
import io.videotask.poll.Time;
import io.videotask.task.VideoTask;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A query during which the clock of a test stands still, from the request until everything that
 * hangs on the answer has been done: the next alarm is set by then.
 */
record HeldQuery(Time time, Query<VideoTask> query) implements Query<VideoTask> {
  /** Begins something while the clock of a test stands still: its first alarm is set by then. */
  static <T> T begun(Time time, Supplier<T> begin) {
    Runnable release = time.hold();
    try {
      return begin.get();
    } finally {
      release.run();
    }
  }

  @Override
  public CompletableFuture<Look<VideoTask>> ask() {
    Runnable release = time.hold();
    CompletableFuture<Look<VideoTask>> look;
    try {
      look = query.ask();
    } catch (Throwable e) {
      release.run();
      throw e;
    }
    // A future of our own: those of one future have no order that could be relied on.
    CompletableFuture<Look<VideoTask>> told = new CompletableFuture<>();
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
  public boolean hasChanged(VideoTask before, VideoTask now) {
    return query.hasChanged(before, now);
  }
}
