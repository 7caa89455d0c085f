package io.videotask;

import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a wait for many tasks. Immutable; both maps are in the order in which the tasks
 * were given.
 *
 * @param ended the finished tasks, with a video or without
 * @param notEnded for each other task, why its wait failed, mostly a {@link VideoTaskException};
 *     these tasks continue, and can be waited for again
 */
public record AwaitedTasks(Map<TaskRef, VideoTask> ended, Map<TaskRef, RuntimeException> notEnded) {

  /** Copies both maps. */
  public AwaitedTasks {
    ended = Collections.unmodifiableMap(new LinkedHashMap<>(ended));
    notEnded = Collections.unmodifiableMap(new LinkedHashMap<>(notEnded));
  }

  /**
   * Returns the tasks if all of them have finished.
   *
   * @throws VideoTaskException the first failure otherwise; the others are suppressed in it
   */
  public Map<TaskRef, VideoTask> orThrow() {
    RuntimeException first = null;
    for (RuntimeException reason : notEnded.values()) {
      if (first == null) {
        first = reason;
      } else if (reason != first) {
        first.addSuppressed(reason);
      }
    }
    if (first != null) {
      throw first;
    }
    return ended;
  }
}
