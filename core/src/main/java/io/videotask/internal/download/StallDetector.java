package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection on which next to nothing comes. A slow disk or a slow channel is not the
 * server's fault: a span in which writing took the most of the time does not count.
 *
 * <p>OkHttp's own time-out of reading would set a timer for every 8 KiB, which costs more than the
 * reading, and is not impressed by a byte now and then.
 */
final class StallDetector implements AutoCloseable {
  private final DownloadClock timing;
  private final DownloadOptions options;
  private final Runnable cut;
  private volatile long bytes;
  private volatile long writingNanos;
  private volatile boolean writing;
  private volatile boolean stalled;

  // What follows is guarded by the lock.
  private @Nullable Runnable alarm;
  private long bytesBefore;
  private long writingBefore;
  private boolean closed;

  /**
   * @param cut ends the connection
   */
  StallDetector(DownloadClock timing, DownloadOptions options, Runnable cut) {
    this.timing = timing;
    this.options = options;
    this.cut = cut;
    watch();
  }

  /** Bytes have come. Called by one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void came(int count) {
    bytes += count;
  }

  /** Runs what does not count. Called by the same thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void uncounted(Runnable work) {
    long begun = timing.nanoTime();
    writing = true;
    try {
      work.run();
    } finally {
      writing = false;
      writingNanos += timing.nanoTime() - begun;
    }
  }

  /** Whether the connection was cut from here. */
  boolean isStalled() {
    return stalled;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (alarm != null) {
      alarm.run();
    }
  }

  private synchronized void watch() {
    if (!closed) {
      alarm = timing.schedule(options.stallTimeout(), this::look);
    }
  }

  private void look() {
    synchronized (this) {
      long span = options.stallTimeout().toNanos();
      boolean busyWriting = writing || writingNanos - writingBefore > span / 2;
      double fewest = Math.max(1, options.minBytesPerSecond() * (span / 1e9));
      stalled = !closed && !busyWriting && bytes - bytesBefore < fewest;
      bytesBefore = bytes;
      writingBefore = writingNanos;
    }
    if (stalled) {
      cut.run();
    } else {
      watch();
    }
  }
}
