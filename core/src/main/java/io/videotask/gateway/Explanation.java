package io.videotask.gateway;

import io.videotask.error.VideoTaskException;
import io.videotask.task.VideoTask;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The meaning of a body in a dialect, and how it was determined. */
public sealed interface Explanation {
  /** Returns a short description of the body's format. */
  String shape();

  /**
   * Returns what decided, field by field, in sentences. They quote the body, but URLs without their
   * queries.
   */
  List<String> why();

  /**
   * Returns whether the dialect's own servers send this format; otherwise another dialect fits
   * better.
   */
  boolean usual();

  /**
   * The body is an answer about a task.
   *
   * @param task the task; the gateway name in its reference is the dialect's name
   * @param id the task's id in the body; null where it has none, and then the reference in {@code
   *     task} has a dash
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
   * @param error the exception that a query with this answer would throw
   */
  record OfError(VideoTaskException error, String shape, List<String> why, boolean usual)
      implements Explanation {
    public OfError {
      why = List.copyOf(why);
    }
  }
}
