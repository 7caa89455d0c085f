package io.videotask.error;

/** Whether asking again can help. */
public enum Retry {
  /** It can't: something must be changed first. */
  NEVER,
  /**
   * In a wait, where the next query comes anyway and this one costs budget; a single query gives up
   * at once.
   */
  IN_A_WAIT,
  /** It can, soon. */
  ALWAYS
}
