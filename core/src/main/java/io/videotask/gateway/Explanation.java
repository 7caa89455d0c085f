package io.videotask.gateway;

import io.videotask.error.VideoTaskException;
import io.videotask.task.VideoTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a body means to a dialect, and why. */
public sealed interface Explanation {
  /** Which of the known shapes the body has, in a few words. */
  String shape();

  /**
   * Field by field what decided, in sentences. They hold the body's words, and addresses without
   * their queries.
   */
  List<String> why();

  /**
   * Whether the dialect's own servers answer in this shape; otherwise another dialect fits better.
   */
  boolean usual();

  /**
   * The body is an answer about a task.
   *
   * @param task what it says; the gateway's name in its reference is the dialect's
   * @param id the task's id as the body has it; where it has none this is null, and the reference
   *     in {@code task} holds a dash instead
   */
  record OfTask(VideoTask task, @Nullable String id, String shape, List<String> why, boolean usual)
      implements Explanation {
    public OfTask {
      why = List.copyOf(why);
    }
  }

  /**
   * The body is no answer about a task.
   *
   * @param error what a query that got it would have thrown
   */
  record OfError(VideoTaskException error, String shape, List<String> why, boolean usual)
      implements Explanation {
    public OfError {
      why = List.copyOf(why);
    }
  }
}
