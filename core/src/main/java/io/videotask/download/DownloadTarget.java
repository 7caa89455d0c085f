package io.videotask.download;

import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** The destination of a download. */
public sealed interface DownloadTarget {
  /**
   * Returns a file as the target. The file appears atomically once the download is complete. Its
   * directory must exist. Partial content is kept beside it in a {@code .part} file, from which a
   * later download of the same task to the same file resumes, also in another process.
   */
  static DownloadTarget file(Path file) {
    return new OfFile(file.toAbsolutePath());
  }

  /**
   * Returns a channel in blocking mode as the target. Written bytes can't be taken back: after a
   * connection failure the download resumes if the server supports it, and fails otherwise; a later
   * download starts from the beginning. The channel is not closed.
   */
  static DownloadTarget channel(WritableByteChannel channel) {
    return new OfChannel(channel);
  }

  /**
   * Returns a stream as the target, with the restrictions of {@link #channel}. It is not closed.
   */
  static DownloadTarget stream(OutputStream stream) {
    return new OfChannel(Channels.newChannel(stream));
  }

  /** A file, by its absolute path. */
  record OfFile(Path file) implements DownloadTarget {}

  /** A channel, which receives the bytes in order. */
  record OfChannel(WritableByteChannel channel) implements DownloadTarget {}
}
