package io.videotask.internal.download;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Receives the bytes of one download. Used by one thread at a time, but where it says otherwise.
 */
abstract class Sink implements AutoCloseable {
  private volatile @Nullable PartState state;
  private volatile long received;

  /** Returns the number of bytes received. Called from any thread. */
  final long received() {
    return received;
  }

  /**
   * Returns what is needed to resume; null if there are no bytes, or none to resume from. Called
   * from any thread.
   */
  final @Nullable PartState state() {
    return state;
  }

  /** Records that more bytes were received. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes; others only read
  final void addReceived(long bytes) {
    received += bytes;
  }

  /** Records the bytes of an earlier download, or of a new one that has none yet. */
  final void reset(@Nullable PartState newState, long newReceived) {
    state = newState;
    received = newReceived;
  }

  /**
   * Returns how many bytes a later download can resume from; 0 for none. Called from any thread.
   */
  long resumable() {
    return 0;
  }

  /** Starts a new file, and discards earlier bytes. */
  abstract void begin(PartState state);

  /** Discards earlier bytes, because the download can't be resumed from them. */
  abstract void discard();

  /** Writes all remaining bytes of the buffer. */
  abstract void write(ByteBuffer bytes);

  /** Fails if there is not enough space for this many bytes, as far as that is known. */
  abstract void requireSpace(long bytes);

  /**
   * Flushes the bytes to storage; may take a while.
   *
   * @return the SHA-256 digest; null if {@code sha256} is null
   */
  abstract @Nullable String sync(@Nullable String sha256);

  /** Moves the file to its target atomically; null if there is no file. */
  abstract @Nullable Path commit(boolean overwrite);

  /** Releases the target; a part that can be resumed is kept. */
  @Override
  public abstract void close();
}
