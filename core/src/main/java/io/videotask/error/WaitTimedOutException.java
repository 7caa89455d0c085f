package io.videotask.error;

import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/**
 * The deadline passed while the task was running, or while its video was being downloaded ({@link
 * #lastSeen()} distinguishes them). The task continues at the gateway, the reference can be waited
 * for again, and a download resumes where it stopped.
 */
public final class WaitTimedOutException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable VideoTask lastSeen;

  public WaitTimedOutException(String message, Evidence evidence, @Nullable VideoTask lastSeen) {
    super(ErrorKind.TIMED_OUT, Retry.NEVER, message, evidence);
    this.lastSeen = lastSeen;
  }

  /** Returns the last snapshot of the task; null where no query was answered. */
  public @Nullable VideoTask lastSeen() {
    return lastSeen;
  }
}
