package io.videotask.internal.download;

import io.videotask.download.DownloadListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells a listener how far it is, but not for every little piece. */
final class DownloadProgress {
  private static final long GAP_NANOS = Duration.ofMillis(100).toNanos();

  private final DownloadListener listener;
  private final DownloadClock timing;
  private boolean begun;
  private long last;

  DownloadProgress(DownloadListener listener, DownloadClock timing) {
    this.listener = listener;
    this.timing = timing;
  }

  /** Bytes have come. */
  void at(long bytes, @Nullable Long total) {
    long now = timing.nanoTime();
    if (!begun || now - last >= GAP_NANOS) {
      tell(bytes, total, now);
    }
  }

  /** A beginning or an end, which is always told. */
  void mark(long bytes, @Nullable Long total) {
    tell(bytes, total, timing.nanoTime());
  }

  private void tell(long bytes, @Nullable Long total, long now) {
    begun = true;
    last = now;
    try {
      listener.onProgress(bytes, total);
    } catch (Throwable ignored) {
      // Whatever a listener throws, an Error too, must not end the download.
    }
  }
}
