package io.videotask.internal.download;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Receives the bytes of one download. Used by one thread at a time. */
interface Sink extends AutoCloseable {
  /** Returns the number of bytes received. */
  long received();

  /** Returns what is needed to resume; null if there are no bytes, or none to resume from. */
  @Nullable PartState state();

  /**
   * Returns how many bytes a later download can resume from; 0 for none. Called from any thread.
   */
  default long resumable() {
    return 0;
  }

  /** Starts a new file, and discards earlier bytes. */
  void begin(PartState state);

  /** Discards earlier bytes, because the download can't be resumed from them. */
  void discard();

  /** Writes all remaining bytes of the buffer. */
  void write(ByteBuffer bytes);

  /** Fails if there is not enough space for this many bytes, as far as that is known. */
  void requireSpace(long bytes);

  /**
   * Flushes the bytes to storage; may take a while.
   *
   * @return the SHA-256 digest; null if {@code sha256} is null
   */
  @Nullable String sync(@Nullable String sha256);

  /** Moves the file to its target atomically; null if there is no file. */
  @Nullable Path commit(boolean overwrite);

  /** Releases the target; a part that can be resumed is kept. */
  @Override
  void close();
}
