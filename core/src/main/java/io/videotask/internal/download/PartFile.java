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
 * A file that is on its way: the part beside the target, which becomes the target in one step. A
 * part is only ever gone on with or deleted, never emptied: should it be the finished file under a
 * second name, that file stays whole.
 */
final class PartFile implements Sink {
  private final TargetFile trouble;
  private final Path target;
  private final Path part;
  private final InProcessLocks.Claim claim;
  private final PartLock lock;
  private @Nullable FileChannel channel;
  private volatile @Nullable PartState state;
  private volatile long have;
  private boolean delivered;

  private PartFile(
      TargetFile trouble, Path part, InProcessLocks.Claim claim, PartLock.Taken taken) {
    this.trouble = trouble;
    this.target = trouble.target();
    this.part = part;
    this.claim = claim;
    this.lock = taken.lock();
    this.state = taken.before();
  }

  /** Opens the part for this target; what an earlier download left of it is there to go on with. */
  static PartFile open(TargetFile trouble, InProcessLocks.Claim claim, RandomGenerator random) {
    Path part = PartName.part(trouble.target(), trouble.task());
    PartLock.Taken taken = null;
    boolean open = false;
    try {
      taken = PartLock.take(PartName.state(part), trouble, random);
      PartFile file = new PartFile(trouble, part, claim, taken);
      file.find();
      open = true;
      return file;
    } catch (IOException e) {
      throw trouble.of(e);
    } finally {
      if (!open) {
        closeQuietly(taken == null ? null : taken.lock());
        claim.close();
      }
    }
  }

  /** Looks for a part that can be gone on with. */
  private void find() throws IOException {
    PartState known = state;
    boolean usable = known != null && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
    long size = usable ? Files.size(part) : 0;
    boolean fits = known != null && (known.total() == null || size <= known.total());
    if (usable && size > 0 && fits && !PartName.hasSecondName(part) && Files.isWritable(part)) {
      have = size;
    } else {
      forget();
    }
  }

  @Override
  public long have() {
    return have;
  }

  @Override
  public @Nullable PartState state() {
    return state;
  }

  @Override
  public long resumable() {
    PartState known = state;
    return known != null && known.validator().condition(true) != null ? have : 0;
  }

  @Override
  public void begin(PartState newState) {
    forget();
    try {
      lock.write(newState);
      channel =
          FileChannel.open(
              part,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS));
      state = newState;
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  @Override
  public void forget() {
    try {
      closeChannel();
      Files.deleteIfExists(part);
      lock.write(null);
      state = null;
      have = 0;
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes; others only read
  public void write(ByteBuffer bytes) {
    try {
      FileChannel open = channel;
      if (open == null) {
        open = FileChannel.open(part, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        open.position(have);
        channel = open;
      }
      while (bytes.hasRemaining()) {
        have += open.write(bytes);
      }
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  @Override
  public void requireRoom(long bytes) {
    try {
      long room = Files.getFileStore(part.getParent()).getUsableSpace();
      if (room < bytes) {
        throw trouble.failure(
            Reason.DISK_FULL,
            target.getParent() + " has room for " + room + " bytes, and " + bytes + " will come",
            null);
      }
    } catch (IOException e) {
      // Then writing will tell.
      return;
    }
  }

  @Override
  public @Nullable String settle(@Nullable String sha256) {
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
      throw trouble.of(e);
    }
  }

  @Override
  public Path deliver(boolean overwrite) {
    trouble.requireWritable(overwrite);
    try {
      if (overwrite || !linked()) {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      }
      delivered = true;
      return target;
    } catch (AtomicMoveNotSupportedException e) {
      throw trouble.failure(
          Reason.NO_ATOMIC_MOVE,
          "the file system can't put it in its place in one step; the whole video is in " + part,
          e);
    } catch (IOException e) {
      throw trouble.of(e);
    }
  }

  /**
   * A second name for the finished part, which fails if the target has come into being meanwhile,
   * where a move would replace it; then the first name goes.
   *
   * @return false where the file system has no such thing
   */
  private boolean linked() throws IOException {
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
      if (delivered || have == 0) {
        Files.deleteIfExists(part);
        lock.delete();
      }
    } catch (IOException e) {
      // What stays behind is found and used, or deleted, by the next download.
      delivered = true;
    } finally {
      closeQuietly(lock);
      claim.close();
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
      // It was only held; nothing is lost with it.
    }
  }
}
