package io.videotask;

import io.videotask.http.Timer;
import io.videotask.poll.Time;
import java.time.Duration;

/** The clock of the whole client, as requests see it. */
record ClientTimer(Time time) implements Timer {
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
