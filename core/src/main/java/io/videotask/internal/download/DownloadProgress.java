package io.videotask.internal.download;

import io.videotask.download.DownloadListener;
import io.videotask.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports progress to a listener, at most every 100 ms. */
final class DownloadProgress {
  private static final long MIN_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();

  private final DownloadListener listener;
  private final TimeSource clock;
  private boolean started;
  private long last;

  DownloadProgress(DownloadListener listener, TimeSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Reports received bytes, unless the last report was too recent. */
  void update(long bytes, @Nullable Long total) {
    long now = clock.nanoTime();
    if (!started || now - last >= MIN_INTERVAL_NANOS) {
      notifyListener(bytes, total, now);
    }
  }

  /** Reports a start or an end, always. */
  void report(long bytes, @Nullable Long total) {
    notifyListener(bytes, total, clock.nanoTime());
  }

  private void notifyListener(long bytes, @Nullable Long total, long now) {
    started = true;
    last = now;
    try {
      listener.onProgress(bytes, total);
    } catch (Throwable ignored) {
      // Exceptions and errors of a listener must not end the download.
    }
  }
}
