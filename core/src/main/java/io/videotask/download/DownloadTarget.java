package io.videotask.download;

import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** Where a video goes. */
public sealed interface DownloadTarget {
  /**
   * A file, which appears whole or not at all. Its directory must exist. What has come of it lies
   * beside it, in a {@code .part} file, and a later download of the same task to the same file goes
   * on from there, in another process too.
   */
  static DownloadTarget file(Path file) {
    return new OfFile(file.toAbsolutePath());
  }

  /**
   * A channel, in blocking mode. What was written to it can't be taken back, so a connection that
   * breaks is made up for by asking for the rest where the server can give it, and ends the
   * download where it can't; nothing is resumed by a later download. The channel is not closed.
   */
  static DownloadTarget channel(WritableByteChannel channel) {
    return new OfChannel(channel);
  }

  /** A stream; see {@link #channel} for what can't be done with it. It is not closed. */
  static DownloadTarget stream(OutputStream stream) {
    return new OfChannel(Channels.newChannel(stream));
  }

  /** A file by its absolute path. */
  record OfFile(Path file) implements DownloadTarget {}

  /** Anything that takes bytes in order. */
  record OfChannel(WritableByteChannel channel) implements DownloadTarget {}
}
