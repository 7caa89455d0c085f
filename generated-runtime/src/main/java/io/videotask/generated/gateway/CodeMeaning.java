package io.videotask.generated.gateway;

/** What an error code of a gateway means. */
public enum CodeMeaning {
  /** The request's content is refused, and is refused again at another try. */
  REFUSED,
  /** The finished video is refused; another try of the same request may succeed. */
  OUTPUT_REFUSED,
  /** A parameter is invalid. */
  INVALID,
  /** The key is not accepted. */
  AUTHENTICATION,
  /** The key or the account may not do this. */
  PERMISSION,
  /** The account has no funds or no quota left. */
  QUOTA,
  /** Too many requests. */
  RATE_LIMIT,
  /** The gateway does not know the task. */
  NOT_FOUND,
  /** The task was cancelled, whatever its status is. */
  CANCELLED,
  /** The task is still running, although the answer is an error. */
  RUNNING,
  /** A failure that passes. */
  TRANSIENT
}
