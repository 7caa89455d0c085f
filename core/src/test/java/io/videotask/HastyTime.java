package io.videotask;

import io.videotask.poll.SystemTime;
import io.videotask.poll.Time;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock, but for pauses of up to a minute, which take a hundredth of their time. */
final class HastyTime implements Time {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final SystemTime machine = new SystemTime();

  @Override
  public Instant now() {
    return machine.now();
  }

  @Override
  public long nanoTime() {
    return machine.nanoTime();
  }

  @Override
  public Alarm schedule(Duration delay, Runnable task) {
    return machine.schedule(delay.compareTo(PAUSE) > 0 ? delay : delay.dividedBy(100), task);
  }
}
