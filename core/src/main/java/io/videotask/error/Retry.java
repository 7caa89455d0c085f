package io.videotask.error;

/** Whether a retry of the request can succeed. */
public enum Retry {
  /** It can't: something must be changed first. */
  NEVER,
  /**
   * Only in a wait, which polls again anyway at the cost of its failure budget; a single query
   * fails at once.
   */
  IN_A_WAIT,
  /** It can, soon: the failure is transient. */
  ALWAYS
}
