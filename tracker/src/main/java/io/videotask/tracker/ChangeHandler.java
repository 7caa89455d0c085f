package io.videotask.tracker;

import io.videotask.task.VideoTask;

/** Hears of changes of tracked tasks before their end, such as for showing them. */
@FunctionalInterface
public interface ChangeHandler {
  /**
   * A poll has found a task in another state than the poll before, such as {@code IN_PROGRESS}
   * after {@code QUEUED}. For information only: changes are not stored, so one that no poll saw is
   * not reported, and one may be reported again where another node goes on with the task. Ends are
   * reported to the {@link EndHandler} alone. Called for one change of a task at a time; its next
   * poll waits until this method returns, those of other tasks do not.
   *
   * @param task the row
   * @param now the task as the gateway describes it
   * @throws Exception ignored, but for a line in the log for the first
   */
  void changed(TrackedTask task, VideoTask now) throws Exception;
}
