package io.videotask;

import io.videotask.internal.engine.CallbackExecutor;
import io.videotask.internal.engine.PollerThreads;
import io.videotask.time.SystemTimeSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run user callbacks, a pool for each kind. With a test clock there are none:
 * callbacks then run on the calling thread.
 */
final class CallbackThreads implements AutoCloseable {
  private final List<CallbackExecutor> pools;

  /**
   * @param time null with a test clock; no thread is started yet
   */
  CallbackThreads(@Nullable SystemTimeSource time) {
    this.pools =
        time == null
            ? List.of()
            : Stream.of("delivery", "listener", "query", "cancel")
                .map(kind -> new CallbackExecutor(time, "videotask-" + kind + "-"))
                .toList();
  }

  PollerThreads threads() {
    return pools.isEmpty()
        ? new PollerThreads(Runnable::run, Runnable::run, Runnable::run, Runnable::run)
        : new PollerThreads(pools.get(0), pools.get(1), pools.get(2), pools.get(3));
  }

  /** Submitted callbacks still run. */
  @Override
  public void close() {
    pools.forEach(CallbackExecutor::close);
  }
}
