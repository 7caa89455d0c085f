package io.videotask.error;

import io.videotask.task.TaskRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failure. Immutable.
 *
 * @param task the task's reference; null only where the failure concerns no task
 * @param httpStatus the HTTP status of the answer; null where there was none
 * @param requestId the id that the gateway gave the request, for its support; null where there is
 *     none
 * @param retryAfter the gateway's Retry-After hint; null where there is none
 */
public record Evidence(
    @Nullable TaskRef task,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    @Nullable Duration retryAfter) {

  /** Returns evidence with nothing but a task. */
  public static Evidence of(@Nullable TaskRef task) {
    return new Evidence(task, null, null, null);
  }
}
