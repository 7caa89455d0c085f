package io.videotask.task;

import org.jspecify.annotations.Nullable;

/**
 * A task that was expected to be finished is not: it ended without a video, or still runs. How a
 * task ended is a value, and this exception exists only for those who ask for one with {@link
 * VideoTask#orThrow()}.
 */
public final class NotCompletedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable VideoTask task;

  NotCompletedException(VideoTask task) {
    super(describe(task));
    this.task = task;
  }

  /** The snapshot that was asked; null only after Java serialization. */
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
