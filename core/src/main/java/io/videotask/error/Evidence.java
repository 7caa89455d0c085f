package io.videotask.error;

import io.videotask.task.TaskRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failure.
 *
 * @param task the task's reference; null only where no task was concerned
 * @param httpStatus the answer's status; null where there was no answer
 * @param requestId the id that the gateway gave the request, for its support
 * @param retryAfter how long the gateway asked us to wait
 */
public record Evidence(
    @Nullable TaskRef task,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    @Nullable Duration retryAfter) {

  /** Just the task. */
  public static Evidence of(@Nullable TaskRef task) {
    return new Evidence(task, null, null, null);
  }
}
