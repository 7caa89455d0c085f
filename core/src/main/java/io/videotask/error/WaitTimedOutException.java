package io.videotask.error;

import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/**
 * The deadline passed while the task was still running, or while its video was being fetched
 * ({@link #lastSeen()} tells which). Nothing is lost: the task goes on at the gateway, the same
 * reference can be waited for again, and a download goes on where it stopped.
 */
public final class WaitTimedOutException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable VideoTask lastSeen;

  public WaitTimedOutException(String message, Evidence evidence, @Nullable VideoTask lastSeen) {
    super(ErrorKind.TIMED_OUT, Retry.NEVER, message, evidence);
    this.lastSeen = lastSeen;
  }

  /** The task as it was last seen; null where no query worked. */
  public @Nullable VideoTask lastSeen() {
    return lastSeen;
  }
}
