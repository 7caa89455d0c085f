package io.videotask.benchmarks;

/** How regularly a recorded gateway looked at its vendors. */
final class Beat {
  private static final double OFF = 0.08;

  private Beat() {}

  /** A pass takes its time, and some gateways count their pause from its end. */
  private static final double LONGEST = 1.1;

  /**
   * The share of the gaps between two looks at a task that are multiples of a beat: the told one,
   * or a little longer.
   */
  static double share(Recordings.Run run, double told) {
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
