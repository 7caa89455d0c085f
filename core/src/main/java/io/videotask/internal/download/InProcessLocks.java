package io.videotask.internal.download;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks parts within this process. File locks belong to the whole process, and closing a second
 * channel to a locked file would release the lock; so this lock is acquired before a file is
 * opened.
 */
final class InProcessLocks {
  private static final Map<Path, Lock> LOCKS = new ConcurrentHashMap<>();

  private InProcessLocks() {}

  /** The lock of one part. */
  static final class Lock implements AutoCloseable {
    private final Path part;
    private volatile boolean releasing;

    private Lock(Path part) {
      this.part = part;
    }

    /** Marks the lock as about to be released, because its download has been stopped. */
    void markReleasing() {
      releasing = true;
    }

    @Override
    public void close() {
      LOCKS.remove(part, this);
    }
  }

  /** The result of trying to lock a part. */
  sealed interface Result permits Acquired, Busy {}

  /** The caller holds the lock. */
  record Acquired(Lock lock) implements Result {}

  /**
   * Another download holds the lock.
   *
   * @param releasing whether it is about to be released
   */
  record Busy(boolean releasing) implements Result {}

  static Result tryAcquire(Path part) {
    Lock lock = new Lock(part);
    Lock held = LOCKS.putIfAbsent(part, lock);
    return held == null ? new Acquired(lock) : new Busy(held.releasing);
  }
}
