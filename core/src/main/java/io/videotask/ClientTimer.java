package io.videotask;

import io.videotask.internal.http.Timer;
import io.videotask.time.TimeSource;
import java.time.Duration;

/** The clock of the whole client, as requests see it. */
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
