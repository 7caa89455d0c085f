package io.videotask;

import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a wait for many tasks came to. Immutable; both maps are in the order in which the tasks were
 * given.
 *
 * @param ended the tasks that have ended, with a video or without
 * @param notEnded why the others could not be waited for to their end, mostly a {@link
 *     VideoTaskException}; they go on, and can be waited for again
 */
public record AwaitedTasks(Map<TaskRef, VideoTask> ended, Map<TaskRef, RuntimeException> notEnded) {

  /** A copy of both. */
  public AwaitedTasks {
    ended = Collections.unmodifiableMap(new LinkedHashMap<>(ended));
    notEnded = Collections.unmodifiableMap(new LinkedHashMap<>(notEnded));
  }

  /**
   * The tasks, all of which have ended.
   *
   * @throws VideoTaskException the first reason why one has not; the others are suppressed in it
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
