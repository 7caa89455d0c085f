package io.videotask.gateway;

import io.videotask.error.VideoTaskException;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** What an answer came to. */
sealed interface Reading {
  /** Which shape the body has, for people. */
  String shape();

  /**
   * A task.
   *
   * @param id its id as the body has it; null where it has none
   * @param hints when to ask again
   */
  record OfTask(VideoTask task, @Nullable String id, String shape, PollHints hints)
      implements Reading {}

  /** No task. */
  record OfError(VideoTaskException error, String shape) implements Reading {}
}
