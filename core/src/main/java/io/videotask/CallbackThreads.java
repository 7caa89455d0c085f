package io.videotask;

import io.videotask.poll.Deliveries;
import io.videotask.poll.Poller;
import io.videotask.poll.SystemTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run foreign code, apart by kind. On a clock of a test's there are none: there
 * whoever brings it runs it.
 */
final class CallbackThreads implements AutoCloseable {
  private final List<Deliveries> kinds;

  /** No thread yet; null on a clock of a test's. */
  CallbackThreads(@Nullable SystemTime time) {
    this.kinds =
        time == null
            ? List.of()
            : Stream.of("delivery", "listener", "query", "cancel")
                .map(kind -> new Deliveries(time, "videotask-" + kind + "-"))
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
    kinds.forEach(Deliveries::close);
  }
}
