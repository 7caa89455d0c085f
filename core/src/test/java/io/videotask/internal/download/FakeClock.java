package io.videotask.internal.download;

import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** A clock of downloads on virtual time. */
record FakeClock(VirtualTime time) implements DownloadClock {
  FakeClock() {
    this(new VirtualTime());
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.schedule(delay, task)::cancel;
  }

  void advance(Duration duration) {
    time.advance(duration);
  }
}
