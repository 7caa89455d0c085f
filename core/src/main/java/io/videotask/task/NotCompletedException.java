package io.videotask.task;

import org.jspecify.annotations.Nullable;

/**
 * A task that was expected to be completed is not: it ended without a video, or is still running.
 * How a task ended is a value; only {@link VideoTask#orThrow()} throws this exception.
 */
public final class NotCompletedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable VideoTask task;

  NotCompletedException(VideoTask task) {
    super(describe(task));
    this.task = task;
  }

  /** Returns the snapshot; null only after Java serialization. */
  public @Nullable VideoTask task() {
    return task;
  }

  private static String describe(VideoTask task) {
    return task.match(
        pending -> pending.ref() + " has not ended: it is " + pending.state(),
        completed -> completed.ref() + " is finished",
        ended -> {
          String message = ended.failure().message();
          String code = ended.failure().code();
          return ended.ref()
              + " ended "
              + ended.state()
              + (message == null ? "" : ": " + message)
              + (code == null ? "" : " (code " + code + ")");
        });
  }
}
