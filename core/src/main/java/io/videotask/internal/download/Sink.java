package io.videotask.internal.download;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the bytes of one download go. Used by one thread at a time. */
interface Sink extends AutoCloseable {
  /** How many bytes there are. */
  long have();

  /** What is known of them; null where there are none, or none that can be gone on with. */
  @Nullable PartState state();

  /**
   * How many bytes another download could go on from; 0 where it would begin anew. Called from any
   * thread.
   */
  default long resumable() {
    return 0;
  }

  /** Begins anew: what there was goes. */
  void begin(PartState state);

  /** Forgets what there was, because it can't be gone on with. */
  void forget();

  /** Takes all of the buffer. */
  void write(ByteBuffer bytes);

  /** Refuses what would not fit, as far as that can be told. */
  void requireRoom(long bytes);

  /** Makes sure that what there is will last, and is what it should be; may take a while. */
  @Nullable String settle(@Nullable String sha256);

  /** Puts it in its place, in one step. */
  @Nullable Path deliver(boolean overwrite);

  /** Lets go; what there is is kept where it can be of use. */
  @Override
  void close();
}
