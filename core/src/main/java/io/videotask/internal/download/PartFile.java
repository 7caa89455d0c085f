package io.videotask.internal.download;

import io.videotask.error.DownloadFailedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a part file beside the target, which is renamed to the target at the end. A part is
 * only appended to or deleted, never truncated: if it is a hard link to the finished file, that
 * file stays intact.
 */
final class PartFile extends Sink {
  private final TargetFile targetFile;
  private final Path target;
  private final Path part;
  private final InProcessLocks.Lock processLock;
  private final PartLock lock;
  private @Nullable FileChannel channel;
  private boolean committed;

  private PartFile(
      TargetFile targetFile,
      Path part,
      InProcessLocks.Lock processLock,
      PartLock.Acquired acquired) {
    this.targetFile = targetFile;
    this.target = targetFile.target();
    this.part = part;
    this.processLock = processLock;
    this.lock = acquired.lock();
    reset(acquired.previous(), 0);
  }

  /** Opens the part of a target, to resume what an earlier download left. */
  static PartFile open(
      TargetFile targetFile, InProcessLocks.Lock processLock, RandomGenerator random) {
    Path part = PartName.part(targetFile.target(), targetFile.task());
    PartLock.Acquired acquired = null;
    boolean open = false;
    try {
      acquired = PartLock.acquire(PartName.state(part), targetFile, random);
      PartFile file = new PartFile(targetFile, part, processLock, acquired);
      file.adoptExisting();
      open = true;
      return file;
    } catch (IOException e) {
      throw targetFile.of(e);
    } finally {
      if (!open) {
        closeQuietly(acquired == null ? null : acquired.lock());
        processLock.close();
      }
    }
  }

  /** Uses an existing part if it can be resumed, and deletes it otherwise. */
  private void adoptExisting() throws IOException {
    PartState current = state();
    boolean usable = current != null && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
    long size = usable ? Files.size(part) : 0;
    boolean plausible = current != null && (current.total() == null || size <= current.total());
    if (usable
        && size > 0
        && plausible
        && !PartName.hasOtherHardLinks(part)
        && Files.isWritable(part)) {
      reset(current, size);
    } else {
      discard();
    }
  }

  @Override
  long resumable() {
    PartState current = state();
    return current != null && current.validator().condition(true) != null ? received() : 0;
  }

  @Override
  void begin(PartState newState) {
    discard();
    try {
      lock.write(newState);
      channel =
          FileChannel.open(
              part,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS));
      reset(newState, 0);
    } catch (IOException e) {
      throw targetFile.of(e);
    }
  }

  @Override
  void discard() {
    try {
      closeChannel();
      Files.deleteIfExists(part);
      lock.write(null);
      reset(null, 0);
    } catch (IOException e) {
      throw targetFile.of(e);
    }
  }

  @Override
  void write(ByteBuffer bytes) {
    try {
      FileChannel open = channel;
      if (open == null) {
        open = FileChannel.open(part, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        open.position(received());
        channel = open;
      }
      while (bytes.hasRemaining()) {
        addReceived(open.write(bytes));
      }
    } catch (IOException e) {
      throw targetFile.of(e);
    }
  }

  @Override
  void requireSpace(long bytes) {
    try {
      long available = Files.getFileStore(part.getParent()).getUsableSpace();
      if (available < bytes) {
        throw targetFile.failure(
            Reason.DISK_FULL,
            target.getParent()
                + " has "
                + available
                + " bytes free, and "
                + bytes
                + " more are needed",
            null);
      }
    } catch (IOException e) {
      // Writing will fail if there is not enough space.
      return;
    }
  }

  @Override
  @Nullable String sync(@Nullable String sha256) {
    try {
      FileChannel open = channel;
      if (open == null) {
        open = FileChannel.open(part, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        channel = open;
      }
      open.force(true);
      closeChannel();
      return sha256 == null ? null : Digests.ofFile(part);
    } catch (IOException e) {
      throw targetFile.of(e);
    }
  }

  @Override
  Path commit(boolean overwrite) {
    targetFile.requireWritable(overwrite);
    try {
      if (overwrite || !tryHardLink()) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      committed = true;
      return target;
    } catch (AtomicMoveNotSupportedException e) {
      throw targetFile.failure(
          Reason.NO_ATOMIC_MOVE,
          "the file system can't put it in its place in one step; the whole video is in " + part,
          e);
    } catch (IOException e) {
      throw targetFile.of(e);
    }
  }

  /**
   * Hard-links the target to the finished part, which, unlike a move, fails if the target exists by
   * now; then deletes the part.
   *
   * @return false if the file system has no hard links
   */
  private boolean tryHardLink() throws IOException {
    try {
      Files.createLink(target, part);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
    Files.deleteIfExists(part);
    return true;
  }

  @Override
  public void close() {
    try {
      closeChannel();
      if (committed || received() == 0) {
        Files.deleteIfExists(part);
        lock.delete();
      }
    } catch (IOException e) {
      // The next download finds the remaining files and resumes or deletes them.
      committed = true;
    } finally {
      closeQuietly(lock);
      processLock.close();
    }
  }

  private void closeChannel() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  private static void closeQuietly(@Nullable PartLock lock) {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException ignored) {
      // Only a lock is lost.
    }
  }
}
