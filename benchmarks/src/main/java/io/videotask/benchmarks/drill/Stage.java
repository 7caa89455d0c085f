package io.videotask.benchmarks.drill;

/** The state of a task at the gateway. */
enum Stage {
  NOT_STARTED(false),
  QUEUED(false),
  RUNNING(false),
  /** Running, with a status that no client knows. */
  STRANGE(false),
  /** Running, but reported as failed without a reason. */
  FAILED_SILENTLY(false),
  COMPLETED(true),
  FAILED(true),
  CANCELLED(true),
  EXPIRED(true);

  final boolean end;

  Stage(boolean end) {
    this.end = end;
  }
}
