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
 * The state file beside a part: holds what is needed to resume the part, and the lock against other
 * processes. The lock is not on the part itself, which is renamed at the end, with its lock.
 */
final class PartLock implements AutoCloseable {
  private static final int MAX_STATE_BYTES = 64 << 10;
  private static final int MAX_EXTRA_LENGTH = 1 << 20;
  private static final int MAX_TRIES = 20;

  private final Path file;
  private final TaskRef task;
  private final FileChannel channel;

  private PartLock(Path file, TaskRef task, FileChannel channel) {
    this.file = file;
    this.task = task;
    this.channel = channel;
  }

  /** The lock, and the state that an earlier download has left. */
  record Acquired(PartLock lock, @Nullable PartState previous) {}

  static Acquired acquire(Path file, TargetFile targetFile, RandomGenerator random)
      throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      if (PartName.hasOtherHardLinks(file)) {
        // Writing would also change the file behind the other hard link.
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
      boolean acquired = false;
      try {
        if (!tryLock(channel)) {
          throw busy(targetFile);
        }
        if (PartName.hasOtherHardLinks(file)) {
          continue;
        }
        PartLock lock = new PartLock(file, targetFile.task(), channel);
        PartState previous = PartState.read(text(channel), targetFile.task());
        lock.write(previous);
        // Another process may have finished and deleted the file between opening and locking.
        if (lock.isSameFile(random)) {
          acquired = true;
          return new Acquired(lock, previous);
        }
      } finally {
        if (!acquired) {
          channel.close();
        }
      }
    }
    throw busy(targetFile);
  }

  static DownloadFailedException busy(TargetFile targetFile) {
    return targetFile.failure(
        Reason.BUSY, "another download is writing " + targetFile.target() + " at the moment", null);
  }

  /** Replaces the state. */
  void write(@Nullable PartState state) throws IOException {
    byte[] text = PartState.write(state, task).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.wrap(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
    channel.truncate(text.length);
  }

  /** Deletes the file: there is nothing to resume. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * Returns whether the path still leads to the locked file: extends the file to a length that no
   * other file is likely to have, and reads the length by path. Opening the file by path is no
   * alternative: closing any channel to it would release this process's lock.
   */
  private boolean isSameFile(RandomGenerator random) throws IOException {
    long length = channel.size();
    try {
      long markedLength = length + 1 + random.nextInt(MAX_EXTRA_LENGTH);
      channel.write(ByteBuffer.wrap(new byte[1]), markedLength - 1);
      return Files.size(file) == markedLength;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      channel.truncate(length);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_STATE_BYTES));
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }
}
