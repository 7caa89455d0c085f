package io.videotask.error;

/** What went wrong, in one word; the same words that the command line prints. */
public enum ErrorKind {
  /** The gateway does not accept the key, or there is none to send. */
  AUTHENTICATION,
  /** The key is known and may not do this, or its account can't pay for it. */
  PERMISSION,
  /** The gateway knows no such task. */
  NOT_FOUND,
  /** Too many requests. */
  RATE_LIMITED,
  /** No answer, or one that says that the gateway is broken at the moment. */
  UNREACHABLE,
  /** An answer that can't be understood, or that says that the request or the address is wrong. */
  MALFORMED_RESPONSE,
  /** The gateway refused to create a task; nothing was made. */
  REJECTED,
  /** A submit of which nobody knows whether it created a task, which may be billed. */
  OUTCOME_UNKNOWN,
  /** An address from a server that is not followed. */
  UNSAFE_URL,
  /** The video's link has gone, and there is no fresh one. */
  LINK_EXPIRED,
  /** A finished video that carries no address. */
  NO_ADDRESS,
  /** A video could not be stored. */
  IO,
  /** The deadline passed before the task had ended, or before its video was there. */
  TIMED_OUT,
  /** The waiting thread was interrupted. */
  INTERRUPTED,
  /** The client was closed while a call was under way. */
  CLOSED
}
