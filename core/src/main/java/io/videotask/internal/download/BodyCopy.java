package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.Evidence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Moves the bytes of one answer to where they belong, and looks at them on the way. */
final class BodyCopy {
  /** Small enough to stay in a processor's cache on its way, which larger ones don't. */
  private static final int CHUNK = 64 << 10;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

  private final ResponseErrors verdicts;
  private final DownloadOptions options;
  private final Sink sink;
  private final DownloadProgress progress;

  BodyCopy(ResponseErrors verdicts, DownloadOptions options, Sink sink, DownloadProgress progress) {
    this.verdicts = verdicts;
    this.options = options;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * What is known of the bytes before they come.
   *
   * @param hop where from
   * @param total how many there will be in the end, those included that are there; null where
   *     unknown
   * @param most how many there may be at most when this answer ends, those included that are there;
   *     null where unknown
   */
  record Expected(CheckedUrl hop, @Nullable Long total, @Nullable Long most) {}

  /**
   * Copies to the end.
   *
   * @throws RetryableFailure when the connection breaks or stalls; what has come until then is kept
   */
  void copy(ReadableByteChannel from, Expected expected, StallDetector stall)
      throws RetryableFailure {
    ByteBuffer buffer = BUFFER.get().clear();
    try {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        stall.came(read);
        if (!buffer.hasRemaining()) {
          stall.uncounted(() -> flush(buffer, expected));
        }
      }
    } catch (IOException e) {
      if (isBadCompression(e)) {
        throw verdicts.malformed(expected.hop(), "says to be compressed, and is not", null);
      }
      throw stall.isStalled()
          ? verdicts.stalled(expected.hop())
          : verdicts.broken(e, expected.hop());
    } finally {
      flush(buffer, expected);
    }
  }

  private void flush(ByteBuffer buffer, Expected expected) {
    buffer.flip();
    try {
      if (buffer.hasRemaining()) {
        check(buffer, expected);
        sink.write(buffer);
        progress.at(sink.have(), expected.total());
      }
    } finally {
      buffer.clear();
    }
  }

  private void check(ByteBuffer buffer, Expected expected) {
    long after = sink.have() + buffer.remaining();
    if (after > options.maxBytes()) {
      throw tooLarge("more than " + options.maxBytes() + " bytes came");
    }
    if (expected.most() != null && after > expected.most()) {
      throw verdicts.malformed(expected.hop(), "is longer than it said", null);
    }
  }

  DownloadFailedException tooLarge(String why) {
    return new DownloadFailedException(
        Reason.TOO_LARGE,
        "the video of " + verdicts.task() + " is larger than allowed: " + why,
        Evidence.of(verdicts.task()));
  }

  /** The header says gzip and the bytes don't, or they end in the middle of it. */
  static boolean isBadCompression(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof ZipException
        || e.getCause() instanceof DataFormatException
        || message.matches("(ID1ID2|FHCRC|CRC|ISIZE|gzip finished).*");
  }
}
