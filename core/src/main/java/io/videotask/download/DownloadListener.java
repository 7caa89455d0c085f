package io.videotask.download;

import org.jspecify.annotations.Nullable;

/**
 * Is told how far a download is: at its start (a resumed one does not start at 0), now and then
 * while bytes come, and at its end. Called on the thread of the download, so it must return soon;
 * what it throws is ignored.
 */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Bytes have come.
   *
   * @param bytes how many are there, those of earlier attempts included. It falls back to 0 where
   *     the server has another file now, or can't go on where it was cut
   * @param total how many there will be; null where the server did not say
   */
  void onProgress(long bytes, @Nullable Long total);
}
