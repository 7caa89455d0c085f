package io.videotask;

import io.videotask.internal.engine.CallbackExecutor;
import io.videotask.internal.engine.Poller;
import io.videotask.time.SystemTimeSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run foreign code, apart by kind. On a clock of a test's there are none: there
 * whoever brings it runs it.
 */
final class CallbackThreads implements AutoCloseable {
  private final List<CallbackExecutor> kinds;

  /** No thread yet; null on a clock of a test's. */
  CallbackThreads(@Nullable SystemTimeSource time) {
    this.kinds =
        time == null
            ? List.of()
            : Stream.of("delivery", "listener", "query", "cancel")
                .map(kind -> new CallbackExecutor(time, "videotask-" + kind + "-"))
                .toList();
  }

  Poller.Threads threads() {
    return kinds.isEmpty()
        ? new Poller.Threads(Runnable::run, Runnable::run, Runnable::run, Runnable::run)
        : new Poller.Threads(kinds.get(0), kinds.get(1), kinds.get(2), kinds.get(3));
  }

  /** What has been handed in still runs. */
  @Override
  public void close() {
    kinds.forEach(CallbackExecutor::close);
  }
}
