package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import org.jspecify.annotations.Nullable;

/** A task with a known timeline. Times are in seconds since the start of the run. */
interface SimulatedTask {
  /** Returns the kind in its answers; null if they have none. */
  @Nullable String kind();

  double created();

  /** Returns the time from which its end is visible. */
  double end();

  /** Returns the answer at a time. */
  TimingHints signs(double now);
}
