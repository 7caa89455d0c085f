package io.videotask.benchmarks;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The progress that a gateway reports. */
interface ProgressShape {
  /** Returns the progress at a time since the start of work of a given duration; null for none. */
  @Nullable Integer at(double seconds, double work);

  ProgressShape NONE = (seconds, work) -> null;

  ProgressShape CONSTANT = (seconds, work) -> 50;

  /** Progress driven by a clock, independent of the task. */
  ProgressShape CLOCK = (seconds, work) -> (int) Math.min(99, seconds / 120 * 100);

  /** Exact progress in steps of a tenth. */
  ProgressShape COARSE = (seconds, work) -> ((int) Math.min(9, seconds / work * 10)) * 10;

  /** Exact progress. */
  ProgressShape GOOD = (seconds, work) -> (int) Math.min(99, seconds / work * 100);

  /** Progress of the work, in each tenth up to a quarter faster or slower. */
  static ProgressShape wobbling(RandomGenerator random) {
    double[] reached = new double[11];
    for (int i = 1; i <= 10; i++) {
      reached[i] = reached[i - 1] + 0.75 + 0.5 * random.nextDouble();
    }
    return (seconds, work) -> {
      double share = Math.min(0.9999, seconds / work);
      int tenth = (int) (share * 10);
      double shown = reached[tenth] + (share * 10 - tenth) * (reached[tenth + 1] - reached[tenth]);
      return (int) Math.min(99, 100 * shown / reached[10]);
    };
  }
}
