package io.videotask.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualTimer implements Timer {
  private final List<Alarm> alarms = new ArrayList<>();
  private long now;
  private long set;
  private boolean broken;

  private record Alarm(long at, long number, Runnable task) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Runnable schedule(Duration delay, Runnable task) {
    if (broken) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    Alarm alarm = new Alarm(now + delay.toNanos(), set++, task);
    alarms.add(alarm);
    return () -> {
      synchronized (this) {
        alarms.remove(alarm);
      }
    };
  }

  @Override
  public boolean isExact() {
    return true;
  }

  /** Lets this much time pass, and rings the alarms on the way. */
  public void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = now + duration.toNanos();
    }
    while (true) {
      Alarm due;
      synchronized (this) {
        due =
            alarms.stream()
                .filter(each -> each.at() <= until)
                .min(Comparator.comparingLong(Alarm::at))
                .orElse(null);
        if (due == null) {
          now = until;
          return;
        }
        alarms.remove(due);
        now = Math.max(now, due.at());
      }
      due.task().run();
    }
  }

  /** From now on no alarm can be set: its thread can't be started. */
  synchronized void breakDown() {
    broken = true;
  }

  synchronized int pending() {
    return alarms.size();
  }
}
