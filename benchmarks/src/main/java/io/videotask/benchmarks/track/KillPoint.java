package io.videotask.benchmarks.track;

/** Where a node is killed. */
public enum KillPoint {
  BEFORE_INTENT,
  AFTER_INTENT,
  IN_POST,
  AFTER_POST,
  BETWEEN_POLLS,
  IN_HANDLER,
  AFTER_HANDLER;

  /** Returns whether the process stops itself here, and says so; else its gateway notices. */
  boolean isInProcess() {
    return this != IN_POST && this != BETWEEN_POLLS;
  }
}
