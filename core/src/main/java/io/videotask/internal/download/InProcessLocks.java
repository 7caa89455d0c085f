package io.videotask.internal.download;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which parts this process is writing. File locks belong to the whole process, and a second channel
 * to a locked file would drop the lock when it is closed; so this is asked before a file is opened.
 */
final class InProcessLocks {
  private static final Map<Path, Claim> HELD = new ConcurrentHashMap<>();

  private InProcessLocks() {}

  /** A part that is being written. */
  static final class Claim implements AutoCloseable {
    private final Path part;
    private volatile boolean ending;

    private Claim(Path part) {
      this.part = part;
    }

    /** Tells that the holder has been stopped and will let go in a moment. */
    void ending() {
      ending = true;
    }

    @Override
    public void close() {
      HELD.remove(part, this);
    }
  }

  /** What came of asking for a part. */
  sealed interface Answer permits Granted, Taken {}

  /** It is the caller's. */
  record Granted(Claim claim) implements Answer {}

  /**
   * It is somebody else's.
   *
   * @param ending who will let go in a moment
   */
  record Taken(boolean ending) implements Answer {}

  static Answer ask(Path part) {
    Claim mine = new Claim(part);
    Claim other = HELD.putIfAbsent(part, mine);
    return other == null ? new Granted(mine) : new Taken(other.ending);
  }
}
