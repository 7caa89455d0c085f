package io.videotask.tracker;

/** Handles the ends of tracked tasks. */
@FunctionalInterface
public interface EndHandler {
  /**
   * Handles the end of a task. Called at least once for each end, on a thread of the tracker; twice
   * only where a node died, or its database could not be reached, between this method's return and
   * the note of it. {@link TrackedEnd#key} tells repetitions.
   *
   * @throws Exception when the end is to be delivered again later; see {@link
   *     TrackerBuilder#maxAttempts}. A method that takes longer than {@link
   *     TrackerBuilder#handlerTimeout} is interrupted, which counts as a failure
   */
  void ended(TrackedEnd end) throws Exception;
}
