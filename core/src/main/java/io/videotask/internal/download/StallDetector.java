package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.time.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a call that delivers bytes too slowly. A slow disk or channel is not the server's fault:
 * a period in which writing took most of the time does not count.
 *
 * <p>OkHttp's own read timeout would set a timer for every 8 KiB, which costs more than the
 * reading, and a single byte would reset it.
 */
final class StallDetector implements AutoCloseable {
  private final TimeSource clock;
  private final DownloadOptions options;
  private final Runnable cancel;
  private volatile long bytes;
  private volatile long writingNanos;
  private volatile boolean writing;
  private volatile boolean stalled;

  // Guarded by the lock from here on.
  private TimeSource.@Nullable Cancellable timer;
  private long bytesBefore;
  private long writingBefore;
  private boolean closed;

  /**
   * Starts watching.
   *
   * @param cancel cancels the call
   */
  StallDetector(TimeSource clock, DownloadOptions options, Runnable cancel) {
    this.clock = clock;
    this.options = options;
    this.cancel = cancel;
    scheduleCheck();
  }

  /** Counts received bytes. Called by one thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void count(int count) {
    bytes += count;
  }

  /** Runs work whose time does not count. Called by the same thread. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void excluding(Runnable work) {
    long startedAt = clock.nanoTime();
    writing = true;
    try {
      work.run();
    } finally {
      writing = false;
      writingNanos += clock.nanoTime() - startedAt;
    }
  }

  /** Returns whether this detector has cancelled the call. */
  boolean isStalled() {
    return stalled;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
  }

  private synchronized void scheduleCheck() {
    if (!closed) {
      timer = clock.schedule(options.stallTimeout(), this::check);
    }
  }

  private void check() {
    synchronized (this) {
      long period = options.stallTimeout().toNanos();
      boolean busyWriting = writing || writingNanos - writingBefore > period / 2;
      double minBytes = Math.max(1, options.minBytesPerSecond() * (period / 1e9));
      stalled = !closed && !busyWriting && bytes - bytesBefore < minBytes;
      bytesBefore = bytes;
      writingBefore = writingNanos;
    }
    if (stalled) {
      cancel.run();
    } else {
      scheduleCheck();
    }
  }
}
