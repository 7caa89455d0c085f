package io.videotask.internal.answer;

import io.videotask.error.VideoTaskException;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The outcome of reading an answer. */
public sealed interface ParsedAnswer {
  /** Returns a short description of the body's format, for messages. */
  String shape();

  /**
   * An answer about a task.
   *
   * @param id the task's id in the body; null where it has none
   * @param hints hints for the time of the next poll
   * @param needsConfirmation whether the final state is doubtful, so that a wait queries once more
   *     before it accepts it
   */
  record OfTask(
      VideoTask task,
      @Nullable String id,
      String shape,
      TimingHintReader hints,
      boolean needsConfirmation)
      implements ParsedAnswer {}

  /** An answer without a task. */
  record OfError(FailedQuery failed, String shape) implements ParsedAnswer {
    public VideoTaskException error() {
      return failed.error();
    }
  }
}
