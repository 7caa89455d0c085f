package io.videotask.internal.download;

import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.Evidence;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Writes to the caller's channel. Written bytes can't be taken back. */
final class ChannelSink extends Sink {
  private final TaskRef task;
  private final WritableByteChannel channel;
  private final MessageDigest digest = Digests.sha256();
  private final boolean digesting;

  ChannelSink(TaskRef task, WritableByteChannel channel, boolean digesting) {
    this.task = task;
    this.channel = channel;
    this.digesting = digesting;
  }

  @Override
  void begin(PartState newState) {
    discard();
    reset(newState, 0);
  }

  @Override
  void discard() {
    if (received() > 0) {
      throw failure(
          Reason.NOT_RESUMABLE,
          "the connection broke after "
              + received()
              + " bytes, and the server can't go on from there",
          null);
    }
    reset(null, 0);
  }

  @Override
  void write(ByteBuffer bytes) {
    if (digesting) {
      digest.update(bytes.duplicate());
    }
    try {
      while (bytes.hasRemaining()) {
        addReceived(channel.write(bytes));
      }
    } catch (IOException | RuntimeException | Error e) {
      throw failure(Reason.WRITE_FAILED, "writing to its channel failed", e);
    }
  }

  @Override
  void requireSpace(long bytes) {
    // The capacity of a channel is unknown.
  }

  @Override
  @Nullable String sync(@Nullable String sha256) {
    return sha256 == null ? null : Digests.hex(digest.digest());
  }

  @Override
  @Nullable Path commit(boolean overwrite) {
    return null;
  }

  @Override
  public void close() {
    // The caller closes the channel.
  }

  private DownloadFailedException failure(
      Reason reason, String message, @Nullable Throwable cause) {
    DownloadFailedException failure =
        new DownloadFailedException(
            reason, "the video of " + task + " can't be passed on: " + message, Evidence.of(task));
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }
}
