package io.videotask.internal.http;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock and timer that only a test advances. Thread-safe. */
public final class ManualTimer implements TimeSource {
  private final List<Entry> entries = new ArrayList<>();
  private long now;
  private long scheduled;
  private boolean failing;

  private record Entry(long at, long number, Runnable task) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Cancellable schedule(Duration delay, Runnable task) {
    if (failing) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    Entry entry = new Entry(now + delay.toNanos(), scheduled++, task);
    entries.add(entry);
    return () -> {
      synchronized (this) {
        entries.remove(entry);
      }
    };
  }

  @Override
  public synchronized Instant now() {
    return Instant.EPOCH.plusNanos(now);
  }

  /** Advances the clock, and runs the tasks that become due. */
  public void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = now + duration.toNanos();
    }
    while (true) {
      Entry due;
      synchronized (this) {
        due =
            entries.stream()
                .filter(each -> each.at() <= until)
                .min(Comparator.comparingLong(Entry::at))
                .orElse(null);
        if (due == null) {
          now = until;
          return;
        }
        entries.remove(due);
        now = Math.max(now, due.at());
      }
      due.task().run();
    }
  }

  /** Makes further calls of {@link #schedule} fail, as if no thread could be started. */
  public synchronized void failToSchedule() {
    failing = true;
  }

  synchronized int pending() {
    return entries.size();
  }
}
