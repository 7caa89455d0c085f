package io.videotask.internal.download;

import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The small file beside a part: it holds what must be known to go on with the part, and the lock
 * that keeps other processes from it. The lock is on this file and not on the part, because the
 * part is renamed at the end, and the lock would go with it.
 */
final class PartLock implements AutoCloseable {
  private static final int LARGEST = 64 << 10;
  private static final int LONGEST_ODDITY = 1 << 20;
  private static final int TRIES = 20;

  private final Path file;
  private final TaskRef task;
  private final FileChannel channel;

  private PartLock(Path file, TaskRef task, FileChannel channel) {
    this.file = file;
    this.task = task;
    this.channel = channel;
  }

  /** What was taken, and what was known before. */
  record Taken(PartLock lock, @Nullable PartState before) {}

  static Taken take(Path file, TargetFile trouble, RandomGenerator random) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      if (PartName.hasSecondName(file)) {
        // What is written here would be written to the file behind the other name too.
        Files.deleteIfExists(file);
      }
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS));
      boolean keep = false;
      try {
        if (!locked(channel)) {
          throw busy(trouble);
        }
        if (PartName.hasSecondName(file)) {
          continue;
        }
        PartLock lock = new PartLock(file, trouble.task(), channel);
        PartState before = PartState.read(text(channel), trouble.task());
        lock.write(before);
        // Between the opening and the locking another process may have finished and deleted it.
        if (lock.isStillThere(random)) {
          keep = true;
          return new Taken(lock, before);
        }
      } finally {
        if (!keep) {
          channel.close();
        }
      }
    }
    throw busy(trouble);
  }

  static DownloadFailedException busy(TargetFile trouble) {
    return trouble.failure(
        Reason.BUSY, "another download is writing " + trouble.target() + " at the moment", null);
  }

  /** Replaces what is known. */
  void write(@Nullable PartState state) throws IOException {
    byte[] text = PartState.write(state, task).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(text.length);
  }

  /** Deletes the file: there is nothing to be known any more. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Whether the name still leads to the file that is locked. Its length is made one that no other
   * file is likely to have, and looked at by name. Reading it by name would end in closing it, and
   * with any closing this process loses its lock.
   */
  private boolean isStillThere(RandomGenerator random) throws IOException {
    long length = channel.size();
    try {
      long odd = length + 1 + random.nextInt(LONGEST_ODDITY);
      channel.write(ByteBuffer.wrap(new byte[1]), odd - 1);
      return Files.size(file) == odd;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      channel.truncate(length);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), LARGEST));
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }
}
