package io.videotask.error;

/** The kinds of failure, one for each exception; the command line prints the same names. */
public enum ErrorKind {
  /** The gateway refused the key, or there is none to send. */
  AUTHENTICATION,
  /** The key lacks a permission, or its account the funds. */
  PERMISSION,
  /** The gateway has no such task. */
  NOT_FOUND,
  /** Too many requests. */
  RATE_LIMITED,
  /** There was no answer, or one that reports a failure of the gateway. */
  UNREACHABLE,
  /** The answer can't be parsed, or says that the request or the URL is wrong. */
  MALFORMED_RESPONSE,
  /** The gateway refused to create a task; none was created. */
  REJECTED,
  /** A submit whose outcome is unknown: a task may exist and be billed. */
  OUTCOME_UNKNOWN,
  /** A server sent a URL that is not followed. */
  UNSAFE_URL,
  /** The URL of the video has expired, and there is no fresh one. */
  LINK_EXPIRED,
  /** The task is finished, and the gateway gave no URL of the video. */
  NO_URL,
  /** A video could not be stored. */
  IO,
  /** The deadline passed before the task had finished, or before its video was downloaded. */
  TIMED_OUT,
  /** The waiting thread was interrupted. */
  INTERRUPTED,
  /** The client was closed during the operation. */
  CLOSED
}
