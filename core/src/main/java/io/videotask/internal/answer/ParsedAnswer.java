package io.videotask.internal.answer;

import io.videotask.error.VideoTaskException;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** What an answer came to. */
public sealed interface ParsedAnswer {
  /** Which shape the body has, for people. */
  String shape();

  /**
   * A task.
   *
   * @param id its id as the body has it; null where it has none
   * @param hints when to ask again
   * @param toConfirm whether its end is doubtful, so that a wait looks once more before it counts
   */
  record OfTask(
      VideoTask task, @Nullable String id, String shape, TimingHintReader hints, boolean toConfirm)
      implements ParsedAnswer {}

  /** No task. */
  record OfError(FailedQuery failed, String shape) implements ParsedAnswer {
    public VideoTaskException error() {
      return failed.error();
    }
  }
}
