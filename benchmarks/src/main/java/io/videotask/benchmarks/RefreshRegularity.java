package io.videotask.benchmarks;

import java.time.Duration;

/** Measures how regularly a recorded gateway refreshed its tasks. */
final class RefreshRegularity {
  private static final double OFF = 0.08;

  /** The share of gaps from which on a gateway counts as steady. */
  private static final double STEADY = 0.75;

  private RefreshRegularity() {}

  /** Tolerance for the duration of a refresh, as some gateways start the interval at its end. */
  private static final double LONGEST = 1.1;

  /** Returns whether most gaps between two refreshes of a task are multiples of the interval. */
  static boolean isSteady(Recordings.Run run, Duration interval) {
    return share(run, (double) interval.toSeconds()) > STEADY;
  }

  /**
   * Returns the share of the gaps between two refreshes of a task that are multiples of the
   * interval, or slightly longer.
   */
  private static double share(Recordings.Run run, double told) {
    double most = 0;
    for (double longer = 1; longer <= LONGEST; longer += 0.01) {
      most = Math.max(most, shareOf(run, told * longer));
    }
    return most;
  }

  private static double shareOf(Recordings.Run run, double beat) {
    int gaps = 0;
    int even = 0;
    for (Recordings.Task task : run.tasks()) {
      for (int i = 1; i < task.looks().length; i++) {
        double beats = (task.looks()[i] - task.looks()[i - 1]) / beat;
        gaps++;
        even += Math.abs(beats - Math.rint(beats)) <= OFF * Math.rint(beats) ? 1 : 0;
      }
    }
    return gaps == 0 ? 0 : (double) even / gaps;
  }
}
