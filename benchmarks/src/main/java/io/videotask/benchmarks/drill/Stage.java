package io.videotask.benchmarks.drill;

/** How a task stands at the gateway. */
enum Stage {
  NOT_STARTED(false),
  QUEUED(false),
  RUNNING(false),
  /** Running, in a word that no client knows. */
  STRANGE(false),
  /** Running, and said to have failed, without any reason. */
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
