package io.videotask;

import io.videotask.poll.NextPoll;
import io.videotask.task.VideoTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows one poll of a wait that is stored between its polls. */
public sealed interface WaitStep {
  /**
   * The task has finished.
   *
   * @param task the finished task, with a video or without: see {@link VideoTask#orThrow()}
   */
  record Ended(VideoTask task) implements WaitStep {}

  /**
   * The task is to be polled again: store the state, and call {@link ResumableWaits#step} with it
   * after the delay. If the state is lost, an earlier one serves as well.
   *
   * @param state the state to store
   * @param delay the time from now to the next poll; not longer than to the deadline
   * @param reason why then
   * @param seen what this poll was answered; null if it failed, or if there was none yet
   * @param failure why this poll failed; null if it was answered, or if there was none yet
   */
  record PollAgain(
      WaitState state,
      Duration delay,
      NextPoll.Reason reason,
      @Nullable VideoTask seen,
      @Nullable RuntimeException failure)
      implements WaitStep {}

  /**
   * The wait has ended without the task having finished: the deadline has passed, or the failure is
   * definite.
   *
   * @param failure what {@link VideoTasks#await} would throw: a {@link
   *     io.videotask.error.WaitTimedOutException} at the deadline
   * @param state the state to go on from, with another deadline if that has passed
   */
  record Failed(RuntimeException failure, WaitState state) implements WaitStep {}
}
