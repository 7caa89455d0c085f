package io.videotask.benchmarks;

import io.videotask.schedule.TimingHints;
import org.jspecify.annotations.Nullable;

/** A task whose course is known. Moments are seconds since the beginning of the run. */
interface SimulatedTask {
  /** What its answers say that it is; null where they don't. */
  @Nullable String kind();

  double created();

  /** From when on its end can be seen. */
  double end();

  /** What an answer tells of it. */
  TimingHints signs(double now);
}
