package io.videotask;

import io.videotask.internal.engine.CallbackExecutor;
import io.videotask.internal.engine.CallbackExecutor.ThreadStarter;
import io.videotask.internal.engine.PollerThreads;
import io.videotask.time.SystemTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run user callbacks, a pool for each kind. With a test clock there are none:
 * callbacks then run on the calling thread.
 */
final class CallbackThreads implements AutoCloseable {
  private final @Nullable SystemTimeSource time;
  private final List<CallbackExecutor> pools;

  /** Whether the timer and the thread for results run; from then on they stay. */
  private volatile boolean ready;

  /**
   * Starts no thread yet.
   *
   * @param time null with a test clock
   * @param starter starts the threads
   */
  CallbackThreads(@Nullable SystemTimeSource time, ThreadStarter starter) {
    this.time = time;
    this.pools =
        time == null
            ? List.of()
            : Stream.of("delivery", "listener", "query", "cancel")
                .map(
                    kind ->
                        new CallbackExecutor(
                            time, "videotask-" + kind + "-", kind.equals("delivery"), starter))
                .toList();
  }

  PollerThreads threads() {
    return pools.isEmpty()
        ? new PollerThreads(Runnable::run, Runnable::run, Runnable::run, Runnable::run)
        : new PollerThreads(pools.get(0), pools.get(1), pools.get(2), pools.get(3));
  }

  /**
   * Starts the two threads without which no operation ends in time: the timer, and one for results.
   * Both stay, so that operations end even while no thread can be started.
   *
   * @return why they can't be started; null if they run
   */
  @Nullable Throwable start() {
    if (ready || time == null) {
      return null;
    }
    try {
      pools.get(0).ensureThread();
      time.schedule(Duration.ZERO, () -> {});
      ready = true;
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** Submitted callbacks still run. */
  @Override
  public void close() {
    pools.forEach(CallbackExecutor::close);
  }
}
