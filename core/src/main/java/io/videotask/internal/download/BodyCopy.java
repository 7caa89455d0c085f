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

/** Copies a response's body to the sink, and checks its size and compression. */
final class BodyCopy {
  /** Fits the processor's cache; larger buffers are slower. */
  private static final int CHUNK = 64 << 10;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

  private final ResponseErrors errors;
  private final DownloadOptions options;
  private final Sink sink;
  private final DownloadProgress progress;

  BodyCopy(ResponseErrors errors, DownloadOptions options, Sink sink, DownloadProgress progress) {
    this.errors = errors;
    this.options = options;
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * What is known in advance about a body.
   *
   * @param hop the URL that it comes from
   * @param total the size of the complete file; null if unknown
   * @param maxReceived the most bytes that the sink may have when this response ends, those
   *     received before included; null if unknown
   */
  record Expected(CheckedUrl hop, @Nullable Long total, @Nullable Long maxReceived) {}

  /**
   * Copies the body to its end.
   *
   * @throws RetryableFailure if the connection breaks or stalls; the bytes received are kept
   */
  void copy(ReadableByteChannel from, Expected expected, StallDetector stall)
      throws RetryableFailure {
    ByteBuffer buffer = BUFFER.get().clear();
    try {
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        stall.count(read);
        if (!buffer.hasRemaining()) {
          stall.excluding(() -> flush(buffer, expected));
        }
      }
    } catch (IOException e) {
      if (isBadCompression(e)) {
        throw errors.malformed(expected.hop(), "says to be compressed, and is not", null);
      }
      throw stall.isStalled() ? errors.stalled(expected.hop()) : errors.broken(e, expected.hop());
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
        progress.update(sink.received(), expected.total());
      }
    } finally {
      buffer.clear();
    }
  }

  private void check(ByteBuffer buffer, Expected expected) {
    long after = sink.received() + buffer.remaining();
    if (after > options.maxBytes()) {
      throw tooLarge("more than " + options.maxBytes() + " bytes came");
    }
    if (expected.maxReceived() != null && after > expected.maxReceived()) {
      throw errors.malformed(expected.hop(), "is longer than it said", null);
    }
  }

  DownloadFailedException tooLarge(String why) {
    return new DownloadFailedException(
        Reason.TOO_LARGE,
        "the video of " + errors.task() + " is larger than allowed: " + why,
        Evidence.of(errors.task()));
  }

  /** Returns whether a read failed because the bytes are not the gzip that the header declares. */
  static boolean isBadCompression(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof ZipException
        || e.getCause() instanceof DataFormatException
        || message.matches("(ID1ID2|FHCRC|CRC|ISIZE|gzip finished).*");
  }
}
