package io.videotask.task;

import org.jspecify.annotations.Nullable;

/**
 * Why a task ended without a video. Immutable.
 *
 * @param code the code from the same object as the message, as text; null where there is none
 * @param message the message of the gateway or the vendor; null where there is none
 * @param retryable whether the same request may succeed another time: false where content or
 *     parameters were refused, true where the gateway or the vendor failed or timed out, null where
 *     unknown
 * @param requestId the id that the gateway gave the request whose answer said so, for its support;
 *     null where there is none
 */
public record TaskFailure(
    @Nullable String code,
    @Nullable String message,
    @Nullable Boolean retryable,
    @Nullable String requestId) {

  /** Creates a failure without a request id. */
  public TaskFailure(@Nullable String code, @Nullable String message, @Nullable Boolean retryable) {
    this(code, message, retryable, null);
  }
}
