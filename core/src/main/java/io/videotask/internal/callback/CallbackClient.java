package io.videotask.internal.callback;

import io.videotask.task.TaskRef;

/** A client whose waits are woken by callbacks. Thread-safe. */
public interface CallbackClient {
  /**
   * Tells the wait for a task that a callback has come. Returns at once.
   *
   * @param mayHaveEnded whether the task may have finished, by what the callback says
   * @return false if there is no wait for it
   */
  boolean callback(TaskRef task, boolean mayHaveEnded);
}
