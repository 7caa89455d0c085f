package io.videotask.download;

import org.jspecify.annotations.Nullable;

/**
 * Receives the progress of a download: at its start (a resumed download does not start at 0), at
 * intervals while bytes arrive, and at its end. Called on the download's thread, so it must return
 * soon; exceptions that it throws are ignored.
 */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Called when bytes have arrived.
   *
   * @param bytes the number of bytes so far, those of earlier attempts included. Drops to 0 when
   *     the server's file has changed or the download can't be resumed
   * @param total the size of the video; null if the server did not report it
   */
  void onProgress(long bytes, @Nullable Long total);
}
