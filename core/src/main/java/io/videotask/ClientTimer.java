package io.videotask;

import io.videotask.internal.http.Timer;
import io.videotask.time.TimeSource;
import java.time.Duration;

/** Adapts the clock of the client to requests. */
record ClientTimer(TimeSource time) implements Timer {
  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task)::cancel;
  }

  @Override
  public boolean isExact() {
    return time.granularity().isZero();
  }
}
